package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** The content of an image, mounted read-only. */
@Shape
public record ImageVolumeSource(
    @Carried @Nullable String reference, @Carried @Nullable String pullPolicy)
    implements ImageVolumeSourceBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A volume that is attached to a node. */
@Shape
public record AttachedVolume(@Carried @Nullable String name, @Carried @Nullable String devicePath)
    implements AttachedVolumeBuilder.With {}

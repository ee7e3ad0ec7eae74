package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A directory that begins empty and lives as long as the pod. */
@Shape
public record EmptyDirVolumeSource(
    @Carried @Nullable String medium, @Carried @Nullable Quantity sizeLimit)
    implements EmptyDirVolumeSourceBuilder.With {}

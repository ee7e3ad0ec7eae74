package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A file or directory of the host. */
@Shape
public record HostPathVolumeSource(@Carried @Nullable String path, @Carried @Nullable String type)
    implements HostPathVolumeSourceBuilder.With {}

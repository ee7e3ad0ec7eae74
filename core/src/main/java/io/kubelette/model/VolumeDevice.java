package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A raw block device of a pod, seen inside a container. */
@Shape
public record VolumeDevice(@Carried @Nullable String name, @Carried @Nullable String devicePath)
    implements VolumeDeviceBuilder.With {}

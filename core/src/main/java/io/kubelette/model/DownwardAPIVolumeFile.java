package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A file with one field of the pod. */
@Shape
public record DownwardAPIVolumeFile(
    @Nullable String path,
    @Nullable ObjectFieldSelector fieldRef,
    @Nullable ResourceFieldSelector resourceFieldRef,
    @Nullable Integer mode)
    implements DownwardAPIVolumeFileBuilder.With {}

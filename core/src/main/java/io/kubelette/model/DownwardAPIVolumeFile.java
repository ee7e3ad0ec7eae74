package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A file with one field of the pod. */
@Shape
public record DownwardAPIVolumeFile(
    @Carried @Nullable String path,
    @Carried @Nullable ObjectFieldSelector fieldRef,
    @Carried @Nullable ResourceFieldSelector resourceFieldRef,
    @Carried @Nullable Integer mode)
    implements DownwardAPIVolumeFileBuilder.With {}

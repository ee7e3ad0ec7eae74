package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** Where a pod wishes to run: near or far from nodes and pods. */
@Shape
public record Affinity(
    @Nullable NodeAffinity nodeAffinity,
    @Carried @Nullable Opaque podAffinity,
    @Carried @Nullable Opaque podAntiAffinity)
    implements AffinityBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** Which pods are replaced, and how many may be missing meanwhile. */
@Shape
public record RollingUpdateStatefulSetStrategy(
    @Nullable IntOrString maxUnavailable, @Nullable Integer partition)
    implements RollingUpdateStatefulSetStrategyBuilder.With {}

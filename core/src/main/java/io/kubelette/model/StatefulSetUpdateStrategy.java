package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** How pods are replaced. */
@Shape
public record StatefulSetUpdateStrategy(
    @Nullable RollingUpdateStatefulSetStrategy rollingUpdate, @Nullable String type)
    implements StatefulSetUpdateStrategyBuilder.With {}

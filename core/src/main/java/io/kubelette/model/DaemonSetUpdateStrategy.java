package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** How pods are replaced. */
@Shape
public record DaemonSetUpdateStrategy(
    @Nullable RollingUpdateDaemonSet rollingUpdate, @Nullable String type)
    implements DaemonSetUpdateStrategyBuilder.With {}

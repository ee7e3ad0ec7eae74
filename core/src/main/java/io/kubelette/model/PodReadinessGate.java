package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A condition that must hold, besides the containers, before the pod counts as ready. */
@Shape
public record PodReadinessGate(@Nullable String conditionType)
    implements PodReadinessGateBuilder.With {}

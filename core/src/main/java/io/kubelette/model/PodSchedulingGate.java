package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A reason not to schedule a pod yet. */
@Shape
public record PodSchedulingGate(@Nullable String name) implements PodSchedulingGateBuilder.With {}

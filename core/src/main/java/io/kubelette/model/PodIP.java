package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** One address of the pod. */
@Shape
public record PodIP(@Nullable String ip) implements PodIPBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** The operating system that a pod is made for. */
@Shape
public record PodOS(@Nullable String name) implements PodOSBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A node that an endpoint is meant for. */
@Shape
public record ForNode(@Nullable String name) implements ForNodeBuilder.With {}

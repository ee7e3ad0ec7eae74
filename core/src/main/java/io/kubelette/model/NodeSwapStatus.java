package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** How much swap a node has. */
@Shape
public record NodeSwapStatus(@Carried @Nullable Long capacity)
    implements NodeSwapStatusBuilder.With {}

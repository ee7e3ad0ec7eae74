package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** How many replicas there are, and the selector that finds them. */
@Shape
public record ScaleStatus(@Nullable Integer replicas, @Nullable String selector)
    implements ScaleStatusBuilder.With {
  /** Nothing set. */
  public static final ScaleStatus EMPTY = ScaleStatusBuilder.builder().build();
}

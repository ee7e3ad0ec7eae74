package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** How many replicas are wanted. */
@Shape
public record ScaleSpec(@Nullable Integer replicas) implements ScaleSpecBuilder.With {
  /** Nothing set. */
  public static final ScaleSpec EMPTY = ScaleSpecBuilder.builder().build();
}

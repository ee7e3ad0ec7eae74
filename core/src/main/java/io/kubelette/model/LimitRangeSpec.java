package io.kubelette.model;

import java.util.List;

/** The limits for each sort of object. */
@Shape
public record LimitRangeSpec(List<Opaque> limits) implements LimitRangeSpecBuilder.With {
  /** Nothing set. */
  public static final LimitRangeSpec EMPTY = LimitRangeSpecBuilder.builder().build();

  public LimitRangeSpec {
    limits = Frozen.list(limits);
  }
}

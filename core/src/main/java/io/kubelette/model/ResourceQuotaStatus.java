package io.kubelette.model;

import java.util.Map;

/** The limits that hold and what is used of them. */
@Shape
public record ResourceQuotaStatus(Map<String, Quantity> hard, Map<String, Quantity> used)
    implements ResourceQuotaStatusBuilder.With {
  /** Nothing set. */
  public static final ResourceQuotaStatus EMPTY = ResourceQuotaStatusBuilder.builder().build();

  public ResourceQuotaStatus {
    hard = Frozen.map(hard);
    used = Frozen.map(used);
  }
}

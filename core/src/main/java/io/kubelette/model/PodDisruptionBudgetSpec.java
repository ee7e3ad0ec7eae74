package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** Which pods, and how many of them must stay. */
@Shape
public record PodDisruptionBudgetSpec(
    @Nullable IntOrString maxUnavailable,
    @Nullable IntOrString minAvailable,
    @Nullable LabelSelector selector,
    @Nullable String unhealthyPodEvictionPolicy)
    implements PodDisruptionBudgetSpecBuilder.With {
  /** Nothing set. */
  public static final PodDisruptionBudgetSpec EMPTY =
      PodDisruptionBudgetSpecBuilder.builder().build();
}

package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** On how many nodes it runs. */
@Shape
public record DaemonSetStatus(
    @Nullable Integer collisionCount,
    List<DaemonSetCondition> conditions,
    @Nullable Integer currentNumberScheduled,
    @Nullable Integer desiredNumberScheduled,
    @Nullable Integer numberAvailable,
    @Nullable Integer numberMisscheduled,
    @Nullable Integer numberReady,
    @Nullable Integer numberUnavailable,
    @Nullable Long observedGeneration,
    @Nullable Integer updatedNumberScheduled)
    implements DaemonSetStatusBuilder.With {
  /** Nothing set. */
  public static final DaemonSetStatus EMPTY = DaemonSetStatusBuilder.builder().build();

  public DaemonSetStatus {
    conditions = Frozen.list(conditions);
  }
}

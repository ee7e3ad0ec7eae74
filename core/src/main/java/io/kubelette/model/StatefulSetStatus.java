package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the set has come. */
@Shape
public record StatefulSetStatus(
    @Nullable Integer availableReplicas,
    @Nullable Integer collisionCount,
    List<StatefulSetCondition> conditions,
    @Nullable Integer currentReplicas,
    @Nullable String currentRevision,
    @Nullable Long observedGeneration,
    @Nullable Integer readyReplicas,
    @Nullable Integer replicas,
    @Nullable String updateRevision,
    @Nullable Integer updatedReplicas)
    implements StatefulSetStatusBuilder.With {
  /** Nothing set. */
  public static final StatefulSetStatus EMPTY = StatefulSetStatusBuilder.builder().build();

  public StatefulSetStatus {
    conditions = Frozen.list(conditions);
  }
}

package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many pods there are. */
@Shape
public record ReplicaSetStatus(
    @Nullable Integer availableReplicas,
    List<ReplicaSetCondition> conditions,
    @Nullable Integer fullyLabeledReplicas,
    @Nullable Long observedGeneration,
    @Nullable Integer readyReplicas,
    @Nullable Integer replicas,
    @Nullable Integer terminatingReplicas)
    implements ReplicaSetStatusBuilder.With {
  /** Nothing set. */
  public static final ReplicaSetStatus EMPTY = ReplicaSetStatusBuilder.builder().build();

  public ReplicaSetStatus {
    conditions = Frozen.list(conditions);
  }
}

package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many pods there are. */
@Shape
public record ReplicationControllerStatus(
    @Nullable Integer availableReplicas,
    List<ReplicationControllerCondition> conditions,
    @Nullable Integer fullyLabeledReplicas,
    @Nullable Long observedGeneration,
    @Nullable Integer readyReplicas,
    @Nullable Integer replicas)
    implements ReplicationControllerStatusBuilder.With {
  /** Nothing set. */
  public static final ReplicationControllerStatus EMPTY =
      ReplicationControllerStatusBuilder.builder().build();

  public ReplicationControllerStatus {
    conditions = Frozen.list(conditions);
  }
}

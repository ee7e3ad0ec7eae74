package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the deployment has come. */
@Shape
public record DeploymentStatus(
    @Nullable Integer availableReplicas,
    @Nullable Integer collisionCount,
    List<DeploymentCondition> conditions,
    @Nullable Long observedGeneration,
    @Nullable Integer readyReplicas,
    @Nullable Integer replicas,
    @Nullable Integer terminatingReplicas,
    @Nullable Integer unavailableReplicas,
    @Nullable Integer updatedReplicas)
    implements DeploymentStatusBuilder.With {
  /** Nothing set. */
  public static final DeploymentStatus EMPTY = DeploymentStatusBuilder.builder().build();

  public DeploymentStatus {
    conditions = Frozen.list(conditions);
  }
}

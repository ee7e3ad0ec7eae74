package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** How many pods, of which template, and how they are replaced. */
@Shape
public record DeploymentSpec(
    @Nullable Integer minReadySeconds,
    @Nullable Boolean paused,
    @Nullable Integer progressDeadlineSeconds,
    @Nullable Integer replicas,
    @Nullable Integer revisionHistoryLimit,
    @Nullable LabelSelector selector,
    @Nullable DeploymentStrategy strategy,
    @Nullable PodTemplateSpec template)
    implements DeploymentSpecBuilder.With {
  /** Nothing set. */
  public static final DeploymentSpec EMPTY = DeploymentSpecBuilder.builder().build();
}

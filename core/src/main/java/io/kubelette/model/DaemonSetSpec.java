package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** Which pod runs on every node. */
@Shape
public record DaemonSetSpec(
    @Nullable Integer minReadySeconds,
    @Nullable Integer revisionHistoryLimit,
    @Nullable LabelSelector selector,
    @Nullable PodTemplateSpec template,
    @Nullable DaemonSetUpdateStrategy updateStrategy)
    implements DaemonSetSpecBuilder.With {
  /** Nothing set. */
  public static final DaemonSetSpec EMPTY = DaemonSetSpecBuilder.builder().build();
}

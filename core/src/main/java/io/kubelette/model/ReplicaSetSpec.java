package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** How many pods, of which template. */
@Shape
public record ReplicaSetSpec(
    @Nullable Integer minReadySeconds,
    @Nullable Integer replicas,
    @Nullable LabelSelector selector,
    @Nullable PodTemplateSpec template)
    implements ReplicaSetSpecBuilder.With {
  /** Nothing set. */
  public static final ReplicaSetSpec EMPTY = ReplicaSetSpecBuilder.builder().build();
}

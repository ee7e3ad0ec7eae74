package io.kubelette.model;

/** How many of some pods may be evicted at a time. */
@Shape
public record PodDisruptionBudget(
    @OmitEmpty ObjectMeta metadata,
    @OmitEmpty PodDisruptionBudgetSpec spec,
    @OmitEmpty PodDisruptionBudgetStatus status)
    implements KubernetesObject, PodDisruptionBudgetBuilder.With {
  public PodDisruptionBudget {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    spec = spec == null ? PodDisruptionBudgetSpec.EMPTY : spec;
    status = status == null ? PodDisruptionBudgetStatus.EMPTY : status;
  }

  @Override
  public String apiVersion() {
    return "policy/v1";
  }

  @Override
  public String kind() {
    return "PodDisruptionBudget";
  }

  @Override
  public PodDisruptionBudget withMetadata(ObjectMeta metadata) {
    return PodDisruptionBudgetBuilder.With.super.withMetadata(metadata);
  }
}

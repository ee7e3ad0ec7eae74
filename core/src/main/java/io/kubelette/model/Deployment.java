package io.kubelette.model;

/** Pods of one template that are replaced step by step when it changes. */
@Shape
public record Deployment(
    @OmitEmpty ObjectMeta metadata,
    @Carried @OmitEmpty DeploymentSpec spec,
    @Carried @OmitEmpty DeploymentStatus status)
    implements KubernetesObject, DeploymentBuilder.With {
  public Deployment {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    spec = spec == null ? DeploymentSpec.EMPTY : spec;
    status = status == null ? DeploymentStatus.EMPTY : status;
  }

  @Override
  public String apiVersion() {
    return "apps/v1";
  }

  @Override
  public String kind() {
    return "Deployment";
  }

  @Override
  public Deployment withMetadata(ObjectMeta metadata) {
    return DeploymentBuilder.With.super.withMetadata(metadata);
  }
}

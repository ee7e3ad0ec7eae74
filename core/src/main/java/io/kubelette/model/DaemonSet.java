package io.kubelette.model;

/** A pod of one template on every node. */
@Shape
public record DaemonSet(
    @OmitEmpty ObjectMeta metadata,
    @Carried @OmitEmpty DaemonSetSpec spec,
    @Carried @OmitEmpty DaemonSetStatus status)
    implements KubernetesObject, DaemonSetBuilder.With {
  public DaemonSet {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    spec = spec == null ? DaemonSetSpec.EMPTY : spec;
    status = status == null ? DaemonSetStatus.EMPTY : status;
  }

  @Override
  public String apiVersion() {
    return "apps/v1";
  }

  @Override
  public String kind() {
    return "DaemonSet";
  }

  @Override
  public DaemonSet withMetadata(ObjectMeta metadata) {
    return DaemonSetBuilder.With.super.withMetadata(metadata);
  }
}

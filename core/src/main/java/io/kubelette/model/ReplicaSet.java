package io.kubelette.model;

/** So many pods of one template. */
@Shape
public record ReplicaSet(
    @OmitEmpty ObjectMeta metadata,
    @Carried @OmitEmpty ReplicaSetSpec spec,
    @Carried @OmitEmpty ReplicaSetStatus status)
    implements KubernetesObject, ReplicaSetBuilder.With {
  public ReplicaSet {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    spec = spec == null ? ReplicaSetSpec.EMPTY : spec;
    status = status == null ? ReplicaSetStatus.EMPTY : status;
  }

  @Override
  public String apiVersion() {
    return "apps/v1";
  }

  @Override
  public String kind() {
    return "ReplicaSet";
  }

  @Override
  public ReplicaSet withMetadata(ObjectMeta metadata) {
    return ReplicaSetBuilder.With.super.withMetadata(metadata);
  }
}

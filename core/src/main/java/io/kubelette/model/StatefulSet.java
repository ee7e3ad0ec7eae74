package io.kubelette.model;

/** Pods of one template with steady names and storage of their own. */
@Shape
public record StatefulSet(
    @OmitEmpty ObjectMeta metadata,
    @Carried @OmitEmpty StatefulSetSpec spec,
    @Carried @OmitEmpty StatefulSetStatus status)
    implements KubernetesObject, StatefulSetBuilder.With {
  public StatefulSet {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    spec = spec == null ? StatefulSetSpec.EMPTY : spec;
    status = status == null ? StatefulSetStatus.EMPTY : status;
  }

  @Override
  public String apiVersion() {
    return "apps/v1";
  }

  @Override
  public String kind() {
    return "StatefulSet";
  }

  @Override
  public StatefulSet withMetadata(ObjectMeta metadata) {
    return StatefulSetBuilder.With.super.withMetadata(metadata);
  }
}

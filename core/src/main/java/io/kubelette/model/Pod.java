package io.kubelette.model;

/** One or more containers that share a network, volumes and a life, run on one node. */
@Shape
public record Pod(
    @OmitEmpty ObjectMeta metadata, @OmitEmpty PodSpec spec, @OmitEmpty PodStatus status)
    implements KubernetesObject, PodBuilder.With {
  public Pod {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    spec = spec == null ? PodSpec.EMPTY : spec;
    status = status == null ? PodStatus.EMPTY : status;
  }

  @Override
  public String apiVersion() {
    return "v1";
  }

  @Override
  public String kind() {
    return "Pod";
  }

  @Override
  public Pod withMetadata(ObjectMeta metadata) {
    return PodBuilder.With.super.withMetadata(metadata);
  }
}

package io.kubelette.model;

/** How many replicas an object wants and has, whatever its kind. */
@Shape
public record Scale(
    @OmitEmpty ObjectMeta metadata, @OmitEmpty ScaleSpec spec, @OmitEmpty ScaleStatus status)
    implements KubernetesObject, ScaleBuilder.With {
  public Scale {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    spec = spec == null ? ScaleSpec.EMPTY : spec;
    status = status == null ? ScaleStatus.EMPTY : status;
  }

  @Override
  public String apiVersion() {
    return "autoscaling/v1";
  }

  @Override
  public String kind() {
    return "Scale";
  }

  @Override
  public Scale withMetadata(ObjectMeta metadata) {
    return ScaleBuilder.With.super.withMetadata(metadata);
  }
}

package io.kubelette.model;

/** Limits and defaults for each object of a namespace. */
@Shape
public record LimitRange(@OmitEmpty ObjectMeta metadata, @Carried @OmitEmpty LimitRangeSpec spec)
    implements KubernetesObject, LimitRangeBuilder.With {
  public LimitRange {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    spec = spec == null ? LimitRangeSpec.EMPTY : spec;
  }

  @Override
  public String apiVersion() {
    return "v1";
  }

  @Override
  public String kind() {
    return "LimitRange";
  }

  @Override
  public LimitRange withMetadata(ObjectMeta metadata) {
    return LimitRangeBuilder.With.super.withMetadata(metadata);
  }
}

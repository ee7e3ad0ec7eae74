package io.kubelette.model;

/** What pods are made from. */
@Shape
public record PodTemplateSpec(@OmitEmpty ObjectMeta metadata, @OmitEmpty PodSpec spec)
    implements PodTemplateSpecBuilder.With {
  public PodTemplateSpec {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    spec = spec == null ? PodSpec.EMPTY : spec;
  }
}

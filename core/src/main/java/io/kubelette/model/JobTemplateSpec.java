package io.kubelette.model;

/** What jobs are made from. */
@Shape
public record JobTemplateSpec(@OmitEmpty ObjectMeta metadata, @OmitEmpty JobSpec spec)
    implements JobTemplateSpecBuilder.With {
  public JobTemplateSpec {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    spec = spec == null ? JobSpec.EMPTY : spec;
  }
}

package io.kubelette.model;

/** A scope for names. */
@Shape
public record Namespace(
    @OmitEmpty ObjectMeta metadata,
    @OmitEmpty NamespaceSpec spec,
    @OmitEmpty NamespaceStatus status)
    implements KubernetesObject, NamespaceBuilder.With {
  public Namespace {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    spec = spec == null ? NamespaceSpec.EMPTY : spec;
    status = status == null ? NamespaceStatus.EMPTY : status;
  }

  @Override
  public String apiVersion() {
    return "v1";
  }

  @Override
  public String kind() {
    return "Namespace";
  }

  @Override
  public Namespace withMetadata(ObjectMeta metadata) {
    return NamespaceBuilder.With.super.withMetadata(metadata);
  }
}

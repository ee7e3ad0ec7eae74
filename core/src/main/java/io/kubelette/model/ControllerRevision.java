package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A state of a controller's template that it may go back to. */
@Shape
public record ControllerRevision(
    @OmitEmpty ObjectMeta metadata,
    @Carried @Nullable Opaque data,
    @Carried @Nullable Long revision)
    implements KubernetesObject, ControllerRevisionBuilder.With {
  public ControllerRevision {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
  }

  @Override
  public String apiVersion() {
    return "apps/v1";
  }

  @Override
  public String kind() {
    return "ControllerRevision";
  }

  @Override
  public ControllerRevision withMetadata(ObjectMeta metadata) {
    return ControllerRevisionBuilder.With.super.withMetadata(metadata);
  }
}

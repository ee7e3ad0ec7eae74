package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** The wish to delete a pod, unless a disruption budget forbids it. */
@Shape
public record Eviction(@OmitEmpty ObjectMeta metadata, @Nullable Opaque deleteOptions)
    implements KubernetesObject, EvictionBuilder.With {
  public Eviction {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
  }

  @Override
  public String apiVersion() {
    return "policy/v1";
  }

  @Override
  public String kind() {
    return "Eviction";
  }

  @Override
  public Eviction withMetadata(ObjectMeta metadata) {
    return EvictionBuilder.With.super.withMetadata(metadata);
  }
}

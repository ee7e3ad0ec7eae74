package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** Who serves the ingresses that name it. */
@Shape
public record IngressClass(@OmitEmpty ObjectMeta metadata, @Carried @Nullable Opaque spec)
    implements KubernetesObject, IngressClassBuilder.With {
  public IngressClass {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
  }

  @Override
  public String apiVersion() {
    return "networking.k8s.io/v1";
  }

  @Override
  public String kind() {
    return "IngressClass";
  }

  @Override
  public IngressClass withMetadata(ObjectMeta metadata) {
    return IngressClassBuilder.With.super.withMetadata(metadata);
  }
}

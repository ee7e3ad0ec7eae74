package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** How requests from outside find services, by host and path. */
@Shape
public record Ingress(
    @OmitEmpty ObjectMeta metadata,
    @Carried @Nullable Opaque spec,
    @Carried @Nullable Opaque status)
    implements KubernetesObject, IngressBuilder.With {
  public Ingress {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
  }

  @Override
  public String apiVersion() {
    return "networking.k8s.io/v1";
  }

  @Override
  public String kind() {
    return "Ingress";
  }

  @Override
  public Ingress withMetadata(ObjectMeta metadata) {
    return IngressBuilder.With.super.withMetadata(metadata);
  }
}

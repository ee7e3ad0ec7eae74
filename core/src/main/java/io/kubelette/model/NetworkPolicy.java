package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** Which traffic pods may have. */
@Shape
public record NetworkPolicy(@OmitEmpty ObjectMeta metadata, @Carried @Nullable Opaque spec)
    implements KubernetesObject, NetworkPolicyBuilder.With {
  public NetworkPolicy {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
  }

  @Override
  public String apiVersion() {
    return "networking.k8s.io/v1";
  }

  @Override
  public String kind() {
    return "NetworkPolicy";
  }

  @Override
  public NetworkPolicy withMetadata(ObjectMeta metadata) {
    return NetworkPolicyBuilder.With.super.withMetadata(metadata);
  }
}

package io.kubelette.model;

/** A claim to a role that lapses unless it is renewed. */
@Shape
public record Lease(@OmitEmpty ObjectMeta metadata, @OmitEmpty LeaseSpec spec)
    implements KubernetesObject, LeaseBuilder.With {
  public Lease {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    spec = spec == null ? LeaseSpec.EMPTY : spec;
  }

  @Override
  public String apiVersion() {
    return "coordination.k8s.io/v1";
  }

  @Override
  public String kind() {
    return "Lease";
  }

  @Override
  public Lease withMetadata(ObjectMeta metadata) {
    return LeaseBuilder.With.super.withMetadata(metadata);
  }
}

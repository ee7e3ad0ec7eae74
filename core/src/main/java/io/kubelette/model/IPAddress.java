package io.kubelette.model;

/** A claim to one address: its name is the address. */
@Shape
public record IPAddress(@OmitEmpty ObjectMeta metadata, @OmitEmpty IPAddressSpec spec)
    implements KubernetesObject, IPAddressBuilder.With {
  public IPAddress {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    spec = spec == null ? IPAddressSpec.EMPTY : spec;
  }

  @Override
  public String apiVersion() {
    return "networking.k8s.io/v1";
  }

  @Override
  public String kind() {
    return "IPAddress";
  }

  @Override
  public IPAddress withMetadata(ObjectMeta metadata) {
    return IPAddressBuilder.With.super.withMetadata(metadata);
  }
}

package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of the endpoints of a service.
 *
 * @param addressType IPv4, IPv6 or FQDN
 */
@Shape
public record EndpointSlice(
    @OmitEmpty ObjectMeta metadata,
    @Nullable String addressType,
    List<Endpoint> endpoints,
    List<EndpointPort> ports)
    implements KubernetesObject, EndpointSliceBuilder.With {
  public EndpointSlice {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    endpoints = Frozen.list(endpoints);
    ports = Frozen.list(ports);
  }

  @Override
  public String apiVersion() {
    return "discovery.k8s.io/v1";
  }

  @Override
  public String kind() {
    return "EndpointSlice";
  }

  @Override
  public EndpointSlice withMetadata(ObjectMeta metadata) {
    return EndpointSliceBuilder.With.super.withMetadata(metadata);
  }
}

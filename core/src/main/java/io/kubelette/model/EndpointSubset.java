package io.kubelette.model;

import java.util.List;

/** Addresses that serve the same ports. */
@Shape
public record EndpointSubset(
    List<EndpointAddress> addresses,
    List<EndpointAddress> notReadyAddresses,
    List<EndpointPort> ports)
    implements EndpointSubsetBuilder.With {
  public EndpointSubset {
    addresses = Frozen.list(addresses);
    notReadyAddresses = Frozen.list(notReadyAddresses);
    ports = Frozen.list(ports);
  }
}

package io.kubelette.model;

import java.util.List;

/** Addresses that serve the same ports. */
@Shape
public record EndpointSubset(
    @Carried List<EndpointAddress> addresses,
    @Carried List<EndpointAddress> notReadyAddresses,
    @Carried List<EndpointPort> ports)
    implements EndpointSubsetBuilder.With {
  public EndpointSubset {
    addresses = Frozen.list(addresses);
    notReadyAddresses = Frozen.list(notReadyAddresses);
    ports = Frozen.list(ports);
  }
}

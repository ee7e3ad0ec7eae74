package io.kubelette.service;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where a proxy connects to reach an endpoint.
 *
 * <p>Asked whenever routes are derived, on the loop of the routing: it must not block.
 */
@FunctionalInterface
public interface EndpointReach {

  /** At the endpoint's own address. */
  EndpointReach DIRECT = (endpoint, protocol) -> Optional.of(endpoint);

  /** Where to connect, numeric; empty if the endpoint cannot be reached. */
  Optional<InetSocketAddress> of(InetSocketAddress endpoint, Protocol protocol);
}

package io.kubelette.service;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where one service port is reached, and which endpoints answer there.
 *
 * <p>Immutable; all addresses are numeric and resolved, so that equality is by value and nothing
 * ever asks a name server.
 *
 * @param name the service port
 * @param protocol what is carried
 * @param frontend where clients connect: the cluster address and the port
 * @param endpoints who answers, sorted and without duplicates; none means that connections are
 *     refused
 * @param balancing how connections are spread
 */
public record Route(
    ServicePortName name,
    Protocol protocol,
    InetSocketAddress frontend,
    List<InetSocketAddress> endpoints,
    Balancing balancing) {

  /** Refuses unresolved addresses; sorts the endpoints and drops duplicates. */
  public Route {
    requireNumeric(frontend);
    endpoints.forEach(Route::requireNumeric);
    endpoints = endpoints.stream().distinct().sorted(NumericAddresses.ORDER).toList();
  }

  private static void requireNumeric(InetSocketAddress address) {
    if (address.isUnresolved()) {
      throw new IllegalArgumentException(
          "a route needs numeric addresses, not the name " + address.getHostString());
    }
  }
}

package io.kubelette.service;

import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where one service port is reached, which endpoints answer there, and how.
 *
 * <p>Immutable; all addresses are numeric and resolved, so that equality is by value and nothing
 * ever asks a name server.
 *
 * @param name the service port
 * @param protocol what is carried
 * @param entrances where clients connect, at least one; the first is the service's own address, and
 *     gets a port of its own where it cannot be bound
 * @param settings how connections are treated
 */
public record Route(
    ServicePortName name, Protocol protocol, List<Entrance> entrances, RouteSettings settings) {

  /** Refuses a route without entrance; of two entrances at one address the first stands. */
  public Route {
    if (entrances.isEmpty()) {
      throw new IllegalArgumentException("route " + name + " has no entrance");
    }
    Set<InetSocketAddress> seen = new HashSet<>();
    entrances = entrances.stream().filter(one -> seen.add(one.address())).toList();
  }

  /** A route with one entrance, endpoints of equal weight, and default settings. */
  public static Route of(
      ServicePortName name,
      Protocol protocol,
      InetSocketAddress frontend,
      List<InetSocketAddress> endpoints) {
    List<RouteEndpoint> equals = endpoints.stream().map(RouteEndpoint::at).toList();
    return new Route(
        name, protocol, List.of(new Entrance(frontend, equals)), RouteSettings.defaults());
  }

  /** The address of the service itself. */
  public InetSocketAddress frontend() {
    return entrances.get(0).address();
  }

  /** Who answers at the frontend. */
  public List<InetSocketAddress> endpoints() {
    return entrances.get(0).endpoints().stream().map(RouteEndpoint::address).toList();
  }

  /** The same, treated otherwise. */
  public Route withSettings(RouteSettings other) {
    return new Route(name, protocol, entrances, other);
  }
}

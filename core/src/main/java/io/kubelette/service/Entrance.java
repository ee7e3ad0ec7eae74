package io.kubelette.service;

import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An address at which clients reach a route, and who answers those who come in there.
 *
 * <p>A route may have several: its cluster address, node ports, external addresses. Traffic
 * policies can give them different endpoints. Immutable.
 *
 * @param address where clients connect, numeric
 * @param endpoints sorted by address and without duplicates; none means that connections are
 *     refused
 * @param sources from where clients may come; empty is from anywhere. Others are reset, and their
 *     datagrams dropped
 */
public record Entrance(
    InetSocketAddress address, List<RouteEndpoint> endpoints, List<SourceRange> sources) {

  /** Refuses names; sorts the endpoints and drops duplicates. */
  public Entrance {
    NumericAddresses.require(address);
    Map<InetSocketAddress, RouteEndpoint> distinct = new LinkedHashMap<>();
    endpoints.forEach(endpoint -> distinct.putIfAbsent(endpoint.address(), endpoint));
    endpoints =
        distinct.values().stream()
            .sorted(Comparator.comparing(RouteEndpoint::address, NumericAddresses.ORDER))
            .toList();
    sources = List.copyOf(sources);
  }

  /** An entrance for clients from anywhere. */
  public Entrance(InetSocketAddress address, List<RouteEndpoint> endpoints) {
    this(address, endpoints, List.of());
  }
}

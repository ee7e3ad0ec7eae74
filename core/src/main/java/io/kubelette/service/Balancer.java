package io.kubelette.service;

import java.util.List;

/**
 * Chooses an endpoint of a route for each new connection.
 *
 * <p>Thread-safe: all loops of a proxy ask the same balancer of a route. Never blocks, and
 * allocates nothing.
 */
public interface Balancer {

  /** What a proxy knows about the endpoints at this moment, by their index in the route. */
  interface Candidates {

    /** Whether the endpoint may be chosen. */
    boolean isOpen(int index);

    /** Whether every endpoint is open; may say false although it is so. */
    boolean areAllOpen();

    /** How many connections it has. */
    int load(int index);
  }

  /**
   * The index of an endpoint.
   *
   * @param clientHash the same for all connections of one client
   * @return -1 where none is open
   */
  int pick(Candidates candidates, int clientHash);

  /** The same way of choosing over other endpoints; goes on where this one is. */
  Balancer over(List<RouteEndpoint> endpoints);
}

package io.kubelette.service;

import java.net.InetSocketAddress;

/**
 * Who answers for a route.
 *
 * @param address where it listens, numeric
 * @param weight its share of new connections, from 0 to {@value #MAX_WEIGHT}; 0 gets none while
 *     another has a share
 */
public record RouteEndpoint(InetSocketAddress address, int weight) {

  /** The annotation of a pod, and of an EndpointSlice, that gives its endpoints a weight. */
  public static final String WEIGHT_ANNOTATION = "kubelette.io/weight";

  /** The largest weight. */
  public static final int MAX_WEIGHT = 1000;

  /** Refuses names, and weights out of range. */
  public RouteEndpoint {
    NumericAddresses.require(address);
    if (weight < 0 || weight > MAX_WEIGHT) {
      throw new IllegalArgumentException(
          "the weight of " + address + " must be from 0 to " + MAX_WEIGHT + ", not " + weight);
    }
  }

  /** An endpoint of weight 1. */
  public static RouteEndpoint at(InetSocketAddress address) {
    return new RouteEndpoint(address, 1);
  }
}

package io.kubelette.service;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table from hashes of clients to endpoints, filled so that each endpoint has its share and most
 * entries stay when an endpoint comes or goes.
 *
 * <p>Source: Eisenbud and others, "Maglev: A Fast and Reliable Software Network Load Balancer",
 * 2016, section 3.4. Each endpoint prefers the places of the table in an order of its own, and in
 * turn takes the first that is free. Immutable.
 */
final class Maglev implements Balancer {

  /** Primes, so that every step visits every place. */
  private static final List<Integer> SIZES =
      List.of(251, 509, 1021, 2039, 4093, 8191, 16_381, 32_749, 65_521);

  /** With a hundred places for each endpoint, shares differ by about a hundredth. */
  private static final int PLACES_EACH = 100;

  private final char[] places;
  private final int endpoints;

  private Maglev(char[] places, int endpoints) {
    this.places = places;
    this.endpoints = endpoints;
  }

  static Maglev among(List<RouteEndpoint> endpoints) {
    if (endpoints.isEmpty()) {
      return new Maglev(new char[0], 0);
    }
    int[] weights = Slots.weights(endpoints);
    int wanted = PLACES_EACH * IntStream.of(weights).sum();
    int size = SIZES.stream().filter(prime -> prime >= wanted).findFirst().orElse(65_521);
    return new Maglev(fill(endpoints, weights, new char[size]), weights.length);
  }

  @Override
  public int pick(Candidates candidates, int clientHash) {
    for (int i = 0; i < places.length; i++) {
      // The next place's endpoint stands in for one that is closed: so its clients spread.
      int index = places[Integer.remainderUnsigned(clientHash + i, places.length)];
      if (candidates.isOpen(index)) {
        return index;
      }
    }
    return withoutPlace(candidates);
  }

  /** Endpoints of weight 0 have no place, but are better than nobody. */
  private int withoutPlace(Candidates candidates) {
    for (int index = 0; index < endpoints; index++) {
      if (candidates.isOpen(index)) {
        return index;
      }
    }
    return -1;
  }

  @Override
  public Balancer over(List<RouteEndpoint> endpoints) {
    return among(endpoints);
  }

  private static char[] fill(List<RouteEndpoint> endpoints, int[] weights, char[] places) {
    int size = places.length;
    boolean[] taken = new boolean[size];
    long[] position = new long[weights.length];
    long[] step = new long[weights.length];
    for (int i = 0; i < weights.length; i++) {
      long hash = hash(endpoints.get(i).address());
      position[i] = Long.remainderUnsigned(hash, size);
      step[i] = Long.remainderUnsigned(mixed(hash + 1), size - 1) + 1;
    }
    int filled = 0;
    while (true) {
      for (int i = 0; i < weights.length; i++) {
        for (int turn = 0; turn < weights[i]; turn++) {
          while (taken[(int) position[i]]) {
            position[i] = (position[i] + step[i]) % size;
          }
          taken[(int) position[i]] = true;
          places[(int) position[i]] = (char) i;
          if (++filled == size) {
            return places;
          }
        }
      }
    }
  }

  private static long hash(InetSocketAddress address) {
    long hash = address.getPort();
    for (byte octet : address.getAddress().getAddress()) {
      hash = mixed(hash * 31 + octet);
    }
    return hash;
  }

  /** Spreads every bit over all others; the constants are those of SplitMix64. */
  private static long mixed(long value) {
    long mixed = value + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }
}

package io.kubelette.service;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Endpoints by their turns: each stands in the order as often as its weight says, spread evenly.
 *
 * <p>Immutable.
 */
final class Slots {

  /** Beyond this many turns, weights are rounded: nobody sees the difference. */
  private static final int LIMIT = 4096;

  private final int[] order;
  private final int endpoints;

  private Slots(int[] order, int endpoints) {
    this.order = order;
    this.endpoints = endpoints;
  }

  static Slots of(List<RouteEndpoint> endpoints) {
    int[] weights = weights(endpoints);
    int total = IntStream.of(weights).sum();
    int[] order = new int[total];
    int[] credit = new int[weights.length];
    // The one with the most credit has the turn and pays for it: no burst of one endpoint.
    for (int turn = 0; turn < total; turn++) {
      int best = -1;
      for (int i = 0; i < weights.length; i++) {
        credit[i] += weights[i];
        if (weights[i] > 0 && (best < 0 || credit[i] > credit[best])) {
          best = i;
        }
      }
      credit[best] -= total;
      order[turn] = best;
    }
    return new Slots(order, weights.length);
  }

  /** How often each endpoint has a turn: as small as the weights allow. */
  static int[] weights(List<RouteEndpoint> endpoints) {
    int[] weights = endpoints.stream().mapToInt(RouteEndpoint::weight).toArray();
    if (IntStream.of(weights).allMatch(weight -> weight == 0)) {
      return IntStream.generate(() -> 1).limit(weights.length).toArray();
    }
    int divisor = IntStream.of(weights).reduce(0, Slots::commonDivisor);
    int total = IntStream.of(weights).sum() / divisor;
    // At least one turn each, however many endpoints there are.
    int scale = divisor * Math.max(1, (total + LIMIT - 1) / LIMIT);
    return IntStream.of(weights).map(weight -> (weight + scale - 1) / scale).toArray();
  }

  int size() {
    return order.length;
  }

  /**
   * The endpoint of that turn among the open ones, counted round and round.
   *
   * @return -1 where none is open
   */
  int open(int turn, Balancer.Candidates candidates) {
    if (order.length == 0) {
      return -1;
    }
    if (candidates.areAllOpen()) {
      return order[Integer.remainderUnsigned(turn, order.length)];
    }
    int open = 0;
    for (int index : order) {
      open += candidates.isOpen(index) ? 1 : 0;
    }
    return open == 0
        ? withoutShare(candidates)
        : nth(Integer.remainderUnsigned(turn, open), candidates);
  }

  private int nth(int n, Balancer.Candidates candidates) {
    int left = n;
    int last = -1;
    for (int index : order) {
      if (candidates.isOpen(index)) {
        last = index;
        if (left-- == 0) {
          break;
        }
      }
    }
    // Another thread may close one between the two passes: the last one seen is good enough.
    return last;
  }

  /** Endpoints of weight 0 have no turn, but are better than nobody. */
  private int withoutShare(Balancer.Candidates candidates) {
    for (int index = 0; index < endpoints; index++) {
      if (candidates.isOpen(index)) {
        return index;
      }
    }
    return -1;
  }

  private static int commonDivisor(int one, int other) {
    return BigInteger.valueOf(one).gcd(BigInteger.valueOf(other)).intValue();
  }
}

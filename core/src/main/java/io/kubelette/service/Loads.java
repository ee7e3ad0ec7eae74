package io.kubelette.service;

import java.util.List;

/** Which of two endpoints carries less, for its weight. Immutable. */
final class Loads {

  private final int[] weights;

  private Loads(int[] weights) {
    this.weights = weights;
  }

  static Loads of(List<RouteEndpoint> endpoints) {
    return new Loads(endpoints.stream().mapToInt(RouteEndpoint::weight).toArray());
  }

  int size() {
    return weights.length;
  }

  /** Whether one more connection weighs less on the one than on the other. */
  boolean isLighter(int one, int other, Balancer.Candidates candidates) {
    if (weights[one] == 0 || weights[other] == 0) {
      return weights[one] > weights[other];
    }
    long first = (candidates.load(one) + 1L) * weights[other];
    long second = (candidates.load(other) + 1L) * weights[one];
    return first < second;
  }
}

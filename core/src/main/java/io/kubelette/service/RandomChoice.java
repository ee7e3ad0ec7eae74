package io.kubelette.service;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Any endpoint, by weight. Thread-safe because it has no state. */
record RandomChoice(Slots slots) implements Balancer {

  @Override
  public int pick(Candidates candidates, int clientHash) {
    return slots.open(ThreadLocalRandom.current().nextInt(), candidates);
  }

  @Override
  public Balancer over(List<RouteEndpoint> endpoints) {
    return new RandomChoice(Slots.of(endpoints));
  }
}

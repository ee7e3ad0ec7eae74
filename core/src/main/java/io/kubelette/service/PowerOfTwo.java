package io.kubelette.service;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The less loaded of two endpoints at random: nearly as even as the least loaded of all, and many
 * proxies that choose at once do not all choose the same. Thread-safe because it has no state.
 */
final class PowerOfTwo implements Balancer {

  private final Loads loads;
  private final Slots slots;

  PowerOfTwo(List<RouteEndpoint> endpoints, Slots slots) {
    this.loads = Loads.of(endpoints);
    this.slots = slots;
  }

  @Override
  public int pick(Candidates candidates, int clientHash) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    int turn = random.nextInt(Integer.MAX_VALUE);
    int one = slots.open(turn, candidates);
    if (slots.size() < 2) {
      return one;
    }
    int other = slots.open(turn + 1 + random.nextInt(slots.size() - 1), candidates);
    return one >= 0 && other >= 0 && loads.isLighter(other, one, candidates) ? other : one;
  }

  @Override
  public Balancer over(List<RouteEndpoint> endpoints) {
    return new PowerOfTwo(endpoints, Slots.of(endpoints));
  }
}

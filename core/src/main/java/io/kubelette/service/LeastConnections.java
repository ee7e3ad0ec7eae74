package io.kubelette.service;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The endpoint with the fewest connections; the search begins at another one each time, so that
 * equals have their turn.
 *
 * <p>Thread-safe because the start is atomic; two loops that choose at once may choose the same.
 */
final class LeastConnections implements Balancer {

  private final Loads loads;
  private final AtomicInteger start;

  private LeastConnections(Loads loads, AtomicInteger start) {
    this.loads = loads;
    this.start = start;
  }

  static LeastConnections among(List<RouteEndpoint> endpoints) {
    return new LeastConnections(Loads.of(endpoints), new AtomicInteger());
  }

  @Override
  public int pick(Candidates candidates, int clientHash) {
    int size = loads.size();
    int first = start.getAndIncrement();
    int best = -1;
    for (int i = 0; i < size; i++) {
      int index = Integer.remainderUnsigned(first + i, size);
      if (candidates.isOpen(index) && (best < 0 || loads.isLighter(index, best, candidates))) {
        best = index;
      }
    }
    if (best < 0) {
      start.getAndDecrement();
    }
    return best;
  }

  @Override
  public Balancer over(List<RouteEndpoint> endpoints) {
    return new LeastConnections(Loads.of(endpoints), start);
  }
}

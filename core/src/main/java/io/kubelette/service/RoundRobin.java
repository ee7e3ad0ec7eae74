package io.kubelette.service;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One cursor that all loops move: so the spread is even however connections fall to the loops, at
 * the cost of one atomic step per connection.
 *
 * <p>Thread-safe because the cursor is atomic.
 */
final class RoundRobin implements Balancer {

  private final Slots slots;
  private final AtomicInteger cursor;

  private RoundRobin(Slots slots, AtomicInteger cursor) {
    this.slots = slots;
    this.cursor = cursor;
  }

  static RoundRobin in(Slots slots) {
    return new RoundRobin(slots, new AtomicInteger());
  }

  @Override
  public int pick(Candidates candidates, int clientHash) {
    int index = slots.open(cursor.getAndIncrement(), candidates);
    if (index < 0) {
      // Who asks again with more candidates would otherwise take every second turn.
      cursor.getAndDecrement();
    }
    return index;
  }

  /** The cursor is kept, or a table that changes all the time would favour the first endpoint. */
  @Override
  public Balancer over(List<RouteEndpoint> endpoints) {
    return new RoundRobin(Slots.of(endpoints), cursor);
  }
}

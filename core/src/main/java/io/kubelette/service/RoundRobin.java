package io.kubelette.service;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * One cursor that all loops move: so the spread is even however connections fall to the loops, at
 * the cost of one atomic step per connection.
 *
 * <p>Thread-safe because the cursor is atomic.
 */
final class RoundRobin implements Balancer {

  private final AtomicInteger cursor = new AtomicInteger();

  @Override
  public int pick(int size) {
    // The remainder of a cursor that wrapped to negative must stay an index.
    return Integer.remainderUnsigned(cursor.getAndIncrement(), size);
  }
}

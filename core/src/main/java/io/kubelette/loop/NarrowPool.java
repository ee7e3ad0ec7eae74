package io.kubelette.loop;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A way into another pool through which only so many tasks run at once; those that wait their turn
 * hold no thread.
 *
 * <p>Thread-safe because its state is guarded by {@code this}; tasks run outside of it.
 */
public final class NarrowPool implements IoPool {

  private final IoPool pool;
  private final int most;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int running;

  private NarrowPool(IoPool pool, int most) {
    this.pool = pool;
    this.most = most;
  }

  /** A way into that pool for at most so many tasks at once; the pool stays the caller's. */
  public static NarrowPool over(IoPool pool, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("at least one task must be able to run, not " + most);
    }
    return new NarrowPool(pool, most);
  }

  @Override
  public void execute(Runnable task) {
    synchronized (this) {
      if (running == most) {
        waiting.add(task);
        return;
      }
      running++;
    }
    begin(task);
  }

  private void begin(Runnable task) {
    pool.execute(
        () -> {
          try {
            task.run();
          } finally {
            next();
          }
        });
  }

  private void next() {
    Runnable next;
    synchronized (this) {
      next = waiting.poll();
      running -= next == null ? 1 : 0;
    }
    if (next != null) {
      begin(next);
    }
  }

  /** Drops what waits; the pool behind it stays open. */
  @Override
  public void close() {
    synchronized (this) {
      waiting.clear();
    }
  }
}

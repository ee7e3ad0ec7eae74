package io.kubelette.pod;

import io.kubelette.loop.IoPool;

/** Counts how many tasks are on their way at once. Owned by the test's thread. */
final class CountedPool implements IoPool {

  private final IoPool pool;
  private int underWay;
  private int most;

  CountedPool(IoPool pool) {
    this.pool = pool;
  }

  int most() {
    return most;
  }

  @Override
  public void execute(Runnable task) {
    underWay++;
    most = Math.max(most, underWay);
    pool.execute(
        () -> {
          underWay--;
          task.run();
        });
  }

  @Override
  public void close() {
    pool.close();
  }
}

package io.kubelette.simulation;

import io.kubelette.loop.Clock;
import io.kubelette.loop.EventLoop;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A loop to which everything that is posted comes late, and in order: the way of a watch.
 *
 * <p>Owned by the simulation's thread.
 */
final class LaggingLoop implements EventLoop {

  private final EventLoop loop;
  private final Supplier<Duration> lag;
  private long arrival;

  LaggingLoop(EventLoop loop, Supplier<Duration> lag) {
    this.loop = loop;
    this.lag = lag;
  }

  @Override
  public void execute(Runnable task) {
    long now = clock().nanoTime();
    arrival = Math.max(arrival, now + lag.get().toNanos());
    loop.schedule(Duration.ofNanos(arrival - now), task);
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    return loop.schedule(delay, task);
  }

  @Override
  public Clock clock() {
    return loop.clock();
  }

  @Override
  public boolean inLoop() {
    return loop.inLoop();
  }

  @Override
  public void close() {
    loop.close();
  }
}

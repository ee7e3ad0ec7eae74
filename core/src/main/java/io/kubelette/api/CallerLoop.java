package io.kubelette.api;

import io.kubelette.loop.Clock;
import io.kubelette.loop.EventLoop;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An event loop whose thread is a caller that blocks: it runs what others post while it waits.
 *
 * <p>Thread-safe because its queue is; tasks run on the thread that made it. It keeps no timers:
 * nothing that a waiting caller does needs one.
 */
final class CallerLoop implements EventLoop {

  private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final Thread caller = Thread.currentThread();
  private final Clock clock;
  private volatile boolean open = true;

  CallerLoop(Clock clock) {
    this.clock = clock;
  }

  /**
   * Waits for a task and runs it and those that wait with it; what these post is left for the next
   * call, so that who posts again and again does not keep the caller.
   *
   * @return whether one came in time
   */
  boolean runNext(Duration timeout) throws InterruptedException {
    @Nullable Runnable task = tasks.poll(Math.max(0, timeout.toNanos()), TimeUnit.NANOSECONDS);
    if (task == null) {
      return false;
    }
    for (int more = tasks.size(); task != null; more--) {
      task.run();
      task = more > 0 ? tasks.poll() : null;
    }
    return true;
  }

  @Override
  public void execute(Runnable task) {
    if (open) {
      tasks.add(task);
    }
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    throw new UnsupportedOperationException("a waiting caller keeps no timers");
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public boolean inLoop() {
    return Thread.currentThread() == caller;
  }

  @Override
  public void close() {
    open = false;
    tasks.clear();
  }
}

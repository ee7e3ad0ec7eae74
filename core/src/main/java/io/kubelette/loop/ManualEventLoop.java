package io.kubelette.loop;

import java.time.Duration;

/**
 * An {@link EventLoop} without a thread: the test runs it by moving {@link ManualTime}.
 *
 * <p>A task that throws fails the test at once. Owned by the test's thread.
 */
public final class ManualEventLoop implements EventLoop {

  private final ManualTime time;
  private boolean open = true;
  private boolean running;

  private ManualEventLoop(ManualTime time) {
    this.time = time;
  }

  /** A loop whose tasks run as the given time moves. */
  public static ManualEventLoop on(ManualTime time) {
    return new ManualEventLoop(time);
  }

  @Override
  public void execute(Runnable task) {
    schedule(Duration.ZERO, task);
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    ManualTask pending = new ManualTask(() -> run(task), () -> open);
    if (open) {
      time.post(delay, pending);
    }
    return pending;
  }

  @Override
  public Clock clock() {
    return time;
  }

  @Override
  public boolean inLoop() {
    return running;
  }

  @Override
  public void close() {
    open = false;
  }

  private void run(Runnable task) {
    running = true;
    try {
      task.run();
    } finally {
      running = false;
    }
  }
}

package io.kubelette.loop;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * An {@link IoPool} without threads: each task runs, whole, once its latency has passed on {@link
 * ManualTime}.
 *
 * <p>Owned by the test's thread.
 */
public final class ManualIoPool implements IoPool {

  private final ManualTime time;
  private final Supplier<Duration> latency;
  private boolean open = true;

  private ManualIoPool(ManualTime time, Supplier<Duration> latency) {
    this.time = time;
    this.latency = latency;
  }

  /** A pool that runs each task as soon as time is given. */
  public static ManualIoPool on(ManualTime time) {
    return on(time, () -> Duration.ZERO);
  }

  /** A pool that asks for the latency of each task: a simulation draws them from its seed. */
  public static ManualIoPool on(ManualTime time, Supplier<Duration> latency) {
    return new ManualIoPool(time, latency);
  }

  @Override
  public void execute(Runnable task) {
    if (open) {
      time.post(latency.get(), new ManualTask(task, () -> open));
    }
  }

  @Override
  public void close() {
    open = false;
  }
}

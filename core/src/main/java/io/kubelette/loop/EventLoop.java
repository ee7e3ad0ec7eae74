package io.kubelette.loop;

import java.time.Duration;
import java.util.List;

/**
 * One thread that owns what is posted to it.
 *
 * <p>Tasks run one after another in the order in which they were posted; a task that throws is
 * logged and the loop goes on. Nothing that may block belongs on a loop: such work leaves by a
 * {@link Trip}. All methods may be called from any thread.
 */
public interface EventLoop extends AutoCloseable {

  /** Posts a task; it runs on the loop's thread, never inside this call. Dropped after close. */
  void execute(Runnable task);

  /** Posts tasks, which run in their order, maybe with others between. Dropped after close. */
  default void executeAll(List<Runnable> tasks) {
    tasks.forEach(this::execute);
  }

  /**
   * Posts a task that runs once the delay has passed. A delay of zero or less means as soon as
   * possible. Dropped after close.
   */
  Timer schedule(Duration delay, Runnable task);

  /** The time by which this loop schedules. */
  Clock clock();

  /** Whether the calling thread is the loop's own. */
  boolean inLoop();

  /**
   * Drops what has not yet begun, waits for the running task (unless called from it), and ends the
   * thread. May be called twice.
   */
  @Override
  void close();

  /** A task that waits for its time. */
  interface Timer {

    /** Takes the task back; without effect when it has run or was cancelled before. */
    void cancel();
  }
}

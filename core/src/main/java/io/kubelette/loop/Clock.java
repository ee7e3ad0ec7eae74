package io.kubelette.loop;

import java.time.Duration;
import java.time.Instant;

/**
 * The reading of time, and the waiting for it.
 *
 * <p>Thread-safe: may be read from any thread.
 */
public interface Clock {

  /** The wall-clock time: for timestamps that people read. */
  Instant now();

  /** A monotonic reading in nanoseconds: for durations; its zero has no meaning. */
  long nanoTime();

  /**
   * Blocks the calling thread for the given time. Only threads that may block call this (an {@link
   * IoPool} worker, a fake program), never an event loop.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  void sleep(Duration time) throws InterruptedException;

  /** The clock of this machine. */
  static Clock system() {
    return SystemClock.INSTANCE;
  }
}

package io.kubelette.api.http;

import org.jspecify.annotations.Nullable;

/**
 * Work that blocks as long as a client stays: interrupted when it goes, and never begun if it went
 * before.
 *
 * <p>Thread-safe because its state is guarded by this object.
 */
final class StreamTask implements Runnable {

  private final Runnable body;
  private final Runnable over;
  private @Nullable Thread runner;
  private boolean begun;
  private boolean cancelled;

  /**
   * @param over runs exactly once: after the body, or when it is cancelled before it began
   */
  StreamTask(Runnable body, Runnable over) {
    this.body = body;
    this.over = over;
  }

  @Override
  public void run() {
    synchronized (this) {
      if (cancelled) {
        return;
      }
      begun = true;
      runner = Thread.currentThread();
    }
    try {
      body.run();
    } finally {
      synchronized (this) {
        runner = null;
        // An interrupt meant for this body must not reach the next one on the thread.
        Thread.interrupted();
      }
      over.run();
    }
  }

  void cancel() {
    synchronized (this) {
      if (begun || cancelled) {
        if (runner != null) {
          runner.interrupt();
        }
        return;
      }
      cancelled = true;
    }
    over.run();
  }
}

package io.kubelette.api.http;

import io.kubelette.loop.IoPool;
import io.kubelette.loop.ThreadIoPool;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which logs, commands and forwarded connections block as long as they last: two for
 * each of at most so many, so that one which was let in never waits for a thread.
 *
 * <p>Thread-safe because its count is atomic and the pool is.
 */
final class StreamPool implements IoPool {

  private final int most;
  private final IoPool threads;
  private final IoPool aside;
  private final IoPool sizes;
  private final AtomicInteger open = new AtomicInteger();

  StreamPool(int most) {
    this.most = most;
    this.threads = ThreadIoPool.of("kubelette-http-stream", 2 * most);
    this.aside = ThreadIoPool.of("kubelette-http-aside", most);
    this.sizes = ThreadIoPool.of("kubelette-http-size", most);
  }

  /** Lets one more stream in, which must {@link #leave}; false if there are too many. */
  boolean enter() {
    if (open.incrementAndGet() <= most) {
      return true;
    }
    open.decrementAndGet();
    return false;
  }

  /** How many are in. */
  int open() {
    return open.get();
  }

  void leave() {
    open.decrementAndGet();
  }

  @Override
  public void execute(Runnable task) {
    threads.execute(task);
  }

  /**
   * Runs what is done to a stream beside its own work, such as to close it: on other threads, since
   * it may be what lets the streams' threads go on.
   */
  void aside(Runnable task) {
    aside.execute(task);
  }

  /**
   * Tells a stream the size of its terminal: on other threads again, since an engine that does not
   * take it shall not keep streams from being closed.
   */
  void resize(Runnable task) {
    sizes.execute(task);
  }

  @Override
  public void close() {
    threads.close();
    aside.close();
    sizes.close();
  }
}

package io.kubelette;

import io.kubelette.loop.NamedThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done when the JVM is asked to end: by a signal, or by {@code System.exit}.
 *
 * <p>Thread-safe because it does not change.
 */
final class ShutdownHook implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ShutdownHook.class);

  private final Thread hook;

  private ShutdownHook(Thread hook) {
    this.hook = hook;
  }

  /** Has the task run, on a thread of its own, before the JVM ends. */
  static ShutdownHook of(Runnable task) {
    Thread hook = NamedThreads.single("kubelette-shutdown").newThread(task);
    Runtime.getRuntime().addShutdownHook(hook);
    return new ShutdownHook(hook);
  }

  /** The task is not wanted any more; without effect once the JVM is ending. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      LOG.debug("the JVM is ending already");
    }
  }
}

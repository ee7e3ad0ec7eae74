package io.kubelette.loop;

/**
 * A bounded number of threads that may block: runtimes, stores and sockets are called here, never
 * on an {@link EventLoop}.
 *
 * <p>Tasks begin in the order in which they were given. All methods may be called from any thread.
 */
public interface IoPool extends AutoCloseable {

  /**
   * Runs the task as soon as a thread is free. A task that throws is logged. Dropped after close.
   */
  void execute(Runnable task);

  /** Interrupts what runs, drops what waits, and ends the threads. May be called twice. */
  @Override
  void close();
}

package io.kubelette.loop;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An {@link EventLoop} on a daemon thread of its own.
 *
 * <p>Thread-safe because the executor's queue is the only door to the thread.
 */
public final class ThreadEventLoop implements EventLoop {

  private static final Logger LOG = LoggerFactory.getLogger(ThreadEventLoop.class);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private final String name;
  private final NamedThreads threads;
  private final ScheduledThreadPoolExecutor executor;

  private ThreadEventLoop(String name) {
    this.name = name;
    this.threads = NamedThreads.single(name);
    this.executor = new ScheduledThreadPoolExecutor(1, threads);
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** A running loop whose thread bears the given name, for instance {@code kubelette-pod-loop}. */
  public static ThreadEventLoop named(String name) {
    return new ThreadEventLoop(name);
  }

  @Override
  public void execute(Runnable task) {
    schedule(Duration.ZERO, task);
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    try {
      Future<?> pending = executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> pending.cancel(false);
    } catch (RejectedExecutionException closed) {
      return () -> {};
    }
  }

  @Override
  public Clock clock() {
    return Clock.system();
  }

  @Override
  public boolean inLoop() {
    return threads.isOwn(Thread.currentThread());
  }

  @Override
  public void close() {
    executor.shutdownNow();
    if (inLoop()) {
      return;
    }
    try {
      if (!executor.awaitTermination(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("loop={} did not end within {}: a task on it blocks", name, CLOSE_WAIT);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error failure) {
      LOG.error("loop={} survives the failure of a task", name, failure);
    }
  }
}

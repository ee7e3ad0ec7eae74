package io.kubelette.loop;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An {@link IoPool} of daemon threads that end when they have been idle for a while.
 *
 * <p>Thread-safe because the executor is.
 */
public final class ThreadIoPool implements IoPool {

  private static final Logger LOG = LoggerFactory.getLogger(ThreadIoPool.class);
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private final String name;
  private final ThreadPoolExecutor executor;

  private ThreadIoPool(String name, int threads) {
    this.name = name;
    this.executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            NamedThreads.numbered(name));
    executor.allowCoreThreadTimeOut(true);
  }

  /** A pool of at most so many threads, called {@code name-0}, {@code name-1} and so on. */
  public static ThreadIoPool of(String name, int threads) {
    return new ThreadIoPool(name, threads);
  }

  @Override
  public void execute(Runnable task) {
    try {
      executor.execute(() -> run(task));
    } catch (RejectedExecutionException closed) {
      LOG.debug("pool={} is closed and drops a task", name);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("pool={} did not end within {}: a task ignores its interrupt", name, CLOSE_WAIT);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error failure) {
      LOG.error("pool={} survives the failure of a task", name, failure);
    }
  }
}

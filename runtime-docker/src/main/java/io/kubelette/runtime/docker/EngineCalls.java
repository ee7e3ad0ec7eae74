package io.kubelette.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import io.kubelette.loop.Clock;
import io.kubelette.loop.ThreadIoPool;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of the engine that have one answer, with a deadline each.
 *
 * <p>A call runs on a pool thread while its caller waits. So the caller can be interrupted whatever
 * the transport (a TCP socket of the JDK cannot), the deadline holds on unix sockets too (their
 * reads know no timeout), and an interrupt that ends a late call never reaches the caller's thread.
 *
 * <p>Thread-safe because its state is: a pool, a client, and a concurrent set.
 */
final class EngineCalls implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EngineCalls.class);
  private static final int THREADS = 32;

  private final DockerClient client;
  private final Duration limit;
  private final ThreadIoPool pool = ThreadIoPool.of("kubelette-docker", THREADS);
  private final Set<FutureTask<?>> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  EngineCalls(DockerClient client, Duration limit) {
    this.client = client;
    this.limit = limit;
  }

  /** Calls the engine; {@code name} tells in an error what was tried. */
  <T> T call(String name, Function<DockerClient, T> body) {
    try (Pending<T> call = begin(name, body)) {
      return call.answer();
    }
  }

  /** Begins a call, so that others can be made meanwhile; whoever begins it closes it. */
  <T> Pending<T> begin(String name, Function<DockerClient, T> body) {
    Pending<T> call = new Pending<>(name, new FutureTask<>(() -> answered(body)));
    call.begin();
    return call;
  }

  /**
   * A call that was begun.
   *
   * <p>Owned by the thread that began it.
   */
  final class Pending<T> implements AutoCloseable {

    private final String name;
    private final FutureTask<T> task;
    private final long began = Clock.system().nanoTime();

    private Pending(String name, FutureTask<T> task) {
      this.name = name;
      this.task = task;
    }

    private void begin() {
      open.add(task);
      try {
        refuseIfClosed(name);
        if (Thread.interrupted()) {
          throw Failures.cancelled(name, new InterruptedException());
        }
        pool.execute(task);
      } catch (RuntimeException refused) {
        close();
        throw refused;
      }
    }

    /** Waits for the answer, so long as calls may take. */
    T answer() {
      try {
        long spent = Clock.system().nanoTime() - began;
        return task.get(limit.toNanos() - spent, TimeUnit.NANOSECONDS);
      } catch (InterruptedException interrupted) {
        throw Failures.cancelled(name, interrupted);
      } catch (TimeoutException late) {
        String message = name + ": the engine did not answer within " + limit;
        throw new ContainerRuntimeException(Kind.TRANSIENT, message, late);
      } catch (ExecutionException failed) {
        throw Failures.of(name, failed.getCause());
      } catch (CancellationException dropped) {
        throw closed(name);
      }
    }

    /** Calls it back, if it still goes on. */
    @Override
    public void close() {
      task.cancel(true);
      open.remove(task);
    }
  }

  private <T> T answered(Function<DockerClient, T> body) {
    try {
      return body.apply(client);
    } catch (InternalServerErrorException answer) {
      throw PodmanAnswers.translated(answer);
    }
  }

  /** Refuses calls from now on; those that are under way go on. */
  void refuse() {
    closed = true;
  }

  void refuseIfClosed(String name) {
    if (closed) {
      throw closed(name);
    }
  }

  @Override
  public void close() {
    refuse();
    open.forEach(task -> task.cancel(true));
    pool.close();
    try {
      client.close();
    } catch (IOException failure) {
      LOG.debug("the engine's client did not close cleanly", failure);
    }
  }

  private static ContainerRuntimeException closed(String name) {
    return new ContainerRuntimeException(Kind.REJECTED, name + ": this runtime is closed");
  }
}

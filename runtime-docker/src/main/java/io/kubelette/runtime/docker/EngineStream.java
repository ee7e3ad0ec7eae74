package io.kubelette.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer of the engine that comes piece by piece, on a client of its own.
 *
 * <p>The client library's thread puts the pieces into a queue; the thread that opened the stream
 * takes them out, and may be interrupted. Closing closes the client, which ends the library's
 * thread in whatever state it is; what that thread still says then is a normal end.
 *
 * <p>Thread-safe because the queue is the only state that both threads touch.
 */
final class EngineStream<T> implements ResultCallback<T> {

  private static final Logger LOG = LoggerFactory.getLogger(EngineStream.class);

  /** What came: the begin, a value, a failure or the end. */
  record Piece<T>(boolean begin, @Nullable T value, @Nullable Throwable failure) {

    boolean end() {
      return !begin && value == null && failure == null;
    }
  }

  private final String name;
  private final DockerClient client;
  private final LinkedBlockingQueue<Piece<T>> pieces = new LinkedBlockingQueue<>();

  private EngineStream(String name, DockerClient client) {
    this.name = name;
    this.client = client;
  }

  /** Opens a stream; {@code name} tells in an error what was tried. */
  static <T> EngineStream<T> open(
      String name, DockerClient client, BiConsumer<DockerClient, ResultCallback<T>> command) {
    EngineStream<T> stream = new EngineStream<>(name, client);
    try {
      command.accept(client, stream);
    } catch (RuntimeException failure) {
      stream.close();
      throw Failures.of(name, failure);
    }
    return stream;
  }

  /** Waits for the next piece, which is never a failure: that is thrown. */
  Piece<T> next() {
    try {
      return checked(pieces.take());
    } catch (InterruptedException interrupted) {
      throw Failures.cancelled(name, interrupted);
    }
  }

  /** Waits for the next piece so long; {@code TRANSIENT} if none comes. */
  Piece<T> next(Duration limit) {
    Piece<T> piece;
    try {
      piece = pieces.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      throw Failures.cancelled(name, interrupted);
    }
    if (piece == null) {
      throw new ContainerRuntimeException(Kind.TRANSIENT, name + ": no progress for " + limit);
    }
    return checked(piece);
  }

  private Piece<T> checked(Piece<T> piece) {
    if (piece.failure() != null) {
      throw Failures.of(name, piece.failure());
    }
    return piece;
  }

  @Override
  public void onStart(Closeable stream) {
    pieces.add(new Piece<>(true, null, null));
  }

  @Override
  public void onNext(T value) {
    pieces.add(new Piece<>(false, value, null));
  }

  @Override
  public void onError(Throwable failure) {
    pieces.add(new Piece<>(false, null, failure));
  }

  @Override
  public void onComplete() {
    pieces.add(new Piece<>(false, null, null));
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException failure) {
      LOG.debug("stream={} did not close cleanly", name, failure);
    }
  }
}

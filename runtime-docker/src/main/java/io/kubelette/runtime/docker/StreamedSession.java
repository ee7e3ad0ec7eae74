package io.kubelette.runtime.docker;

import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ContainerSession;
import io.kubelette.runtime.Outputs;
import io.kubelette.runtime.StandardStreams;
import io.kubelette.runtime.TerminalSize;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalInt;

/**
 * A session over an upgraded exchange: the thread that awaits reads, others may write.
 *
 * <p>Thread-safe because the exchange's two directions are independent, and {@code closed} is
 * volatile.
 */
final class StreamedSession implements ContainerSession {

  /** What a session is made of; {@code call} names it in errors. */
  record Parts(String call, EngineExchange exchange, StandardStreams streams, Outputs outputs) {}

  /** What of a session does not go over its streams. */
  interface Far {

    /** Tells the terminal its size. */
    void resize(TerminalSize size);

    /** The exit code, when the streams have ended. */
    OptionalInt code();
  }

  private final Parts parts;
  private final Far far;
  private final OutputStream stdin;
  private volatile boolean closed;

  StreamedSession(Parts parts, Far far) {
    this.parts = parts;
    this.far = far;
    this.stdin = new Stdin();
  }

  @Override
  public OutputStream stdin() {
    return stdin;
  }

  @Override
  public void resize(TerminalSize size) {
    if (!parts.streams().isTerminal()) {
      return;
    }
    try {
      far.resize(size);
    } catch (ContainerRuntimeException ended) {
      if (ended.kind() == Kind.CANCELLED) {
        throw ended;
      }
      // The engine refuses a size to what has ended, or has not begun: the next one is taken.
    }
  }

  @Override
  public OptionalInt await() {
    try {
      EngineExchanges.saying(
          parts.call(),
          () -> {
            StreamFrames frames = new StreamFrames(parts.exchange().body(), parts.outputs());
            if (parts.streams().isTerminal()) {
              frames.copyTerminal();
            } else {
              frames.copy();
            }
            return frames;
          });
      refuseIfClosed();
      return far.code();
    } finally {
      close();
    }
  }

  /** A connection that was closed here may look like one that came to its end. */
  private void refuseIfClosed() {
    if (closed) {
      throw new ContainerRuntimeException(
          Kind.TRANSIENT, parts.call() + ": the session was closed");
    }
  }

  @Override
  public void close() {
    closed = true;
    parts.exchange().close();
  }

  private final class Stdin extends OutputStream {

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (!parts.streams().takesInput()) {
        throw new IOException("it takes no input");
      }
      parts.exchange().output().write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      if (!closed && parts.streams().takesInput()) {
        parts.exchange().endOutput();
      }
    }
  }
}

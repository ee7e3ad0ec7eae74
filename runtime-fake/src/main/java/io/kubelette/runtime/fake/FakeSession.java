package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ContainerSession;
import io.kubelette.runtime.TerminalSize;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalInt;

/**
 * A session with a command or a program of a container.
 *
 * <p>Thread-safe: {@code closed} is volatile, and what it leads to is thread-safe.
 */
final class FakeSession implements ContainerSession {

  /** What tells the outputs; interrupted, or made to end by {@link Parts#end}. */
  interface Copy {
    OptionalInt run() throws InterruptedException;
  }

  /** What a session is made of: {@code end} is done once it is closed. */
  record Parts(String title, OutputStream stdin, Copy copy, Runnable end) {}

  private final Parts parts;
  private volatile boolean closed;

  FakeSession(Parts parts) {
    this.parts = parts;
  }

  /** The input of what takes none. */
  static OutputStream noInput() {
    return new OutputStream() {
      @Override
      public void write(int octet) throws IOException {
        throw new IOException("it takes no input");
      }
    };
  }

  @Override
  public OutputStream stdin() {
    return parts.stdin();
  }

  /** A fake terminal has no size. */
  @Override
  public void resize(TerminalSize size) {}

  @Override
  public OptionalInt await() {
    try {
      OptionalInt code = parts.copy().run();
      if (closed) {
        throw new ContainerRuntimeException(
            Kind.TRANSIENT, parts.title() + ": the session was closed");
      }
      return code;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ContainerRuntimeException(
          Kind.CANCELLED, parts.title() + ": interrupted", interrupted);
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    closed = true;
    parts.end().run();
  }
}

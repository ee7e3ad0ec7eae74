package io.kubelette.api.http;

import io.kubelette.runtime.ContainerSession;
import io.kubelette.runtime.TerminalSize;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalInt;

/**
 * A session whose standard input outlives it: who is attached may say that no more comes from him,
 * and the container still waits for the next one. Thread-safe because what it wraps is.
 */
record OpenInput(ContainerSession session) implements ContainerSession {

  @Override
  public OutputStream stdin() {
    return new FilterOutputStream(session.stdin()) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }

  @Override
  public void resize(TerminalSize size) {
    session.resize(size);
  }

  @Override
  public OptionalInt await() {
    return session.await();
  }

  @Override
  public void close() {
    session.close();
  }
}

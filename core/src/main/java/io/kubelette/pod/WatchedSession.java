package io.kubelette.pod;

import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerSession;
import io.kubelette.runtime.Outputs;
import io.kubelette.runtime.TerminalSize;
import java.io.OutputStream;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * A session that ends when it has been idle for too long.
 *
 * <p>Thread-safe as the session itself is.
 */
final class WatchedSession implements ContainerSession {

  private final ContainerSession session;
  private final IdleEnd idle;

  private WatchedSession(ContainerSession session, IdleEnd idle) {
    this.session = session;
    this.idle = idle;
  }

  /** Begins the session with outputs that tell of what passes. */
  static ContainerSession begin(
      IdleEnd idle, Outputs outputs, Function<Outputs, ContainerSession> begin) {
    OutputStream out = idle.over(outputs.out());
    OutputStream err = outputs.err() == outputs.out() ? out : idle.over(outputs.err());
    WatchedSession watched = new WatchedSession(begin.apply(new Outputs(out, err)), idle);
    idle.begin(watched.session::close);
    return watched;
  }

  @Override
  public OutputStream stdin() {
    return idle.over(session.stdin());
  }

  @Override
  public void resize(TerminalSize size) {
    idle.moved();
    session.resize(size);
  }

  @Override
  public OptionalInt await() {
    try {
      return session.await();
    } catch (ContainerRuntimeException broken) {
      throw idle.reached()
          ? new ContainerRuntimeException(broken.kind(), idle.message(), broken)
          : broken;
    } finally {
      idle.cancel();
    }
  }

  @Override
  public void close() {
    idle.cancel();
    session.close();
  }
}

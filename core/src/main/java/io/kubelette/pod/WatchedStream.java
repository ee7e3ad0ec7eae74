package io.kubelette.pod;

import io.kubelette.runtime.PodStream;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A connection to a pod's port that ends when it has been idle for too long.
 *
 * <p>Thread-safe as the connection itself is.
 */
final class WatchedStream implements PodStream {

  private final PodStream stream;
  private final IdleEnd idle;

  private WatchedStream(PodStream stream, IdleEnd idle) {
    this.stream = stream;
    this.idle = idle;
  }

  static PodStream of(PodStream stream, IdleEnd idle) {
    idle.begin(stream::close);
    return new WatchedStream(stream, idle);
  }

  @Override
  public InputStream input() {
    return idle.over(stream.input());
  }

  @Override
  public OutputStream output() {
    return idle.over(stream.output());
  }

  @Override
  public void close() {
    idle.cancel();
    stream.close();
  }
}

package io.kubelette.runtime;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * A connection to a port inside a pod. Two threads may use it, one for each direction; a read or
 * write that blocks ends with an {@link java.io.IOException} when it is closed.
 */
public interface PodStream extends AutoCloseable {

  /** What the pod sends; it ends when the pod ends its side. */
  InputStream input();

  /** What the pod gets; closing it ends this side, while the other may go on. */
  OutputStream output();

  /** Ends both sides. May be called twice. */
  @Override
  void close();
}

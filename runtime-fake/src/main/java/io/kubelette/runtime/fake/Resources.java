package io.kubelette.runtime.fake;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a program has opened, to be closed when its container ends.
 *
 * <p>Thread-safe because every method holds its monitor, except while resources are being closed,
 * which may be foreign code.
 */
final class Resources {

  private static final Logger LOG = LoggerFactory.getLogger(Resources.class);

  private List<AutoCloseable> open = new ArrayList<>(2);
  private int sweepAt = 16;
  private boolean closed;

  <T extends AutoCloseable> T add(T resource) {
    synchronized (this) {
      if (!closed) {
        sweep();
        open.add(resource);
        return resource;
      }
    }
    close(resource);
    return resource;
  }

  /** Closes what is open now; more may be added. */
  void closeOpen() {
    List<AutoCloseable> closing;
    synchronized (this) {
      closing = open;
      open = new ArrayList<>(0);
    }
    closing.forEach(Resources::close);
  }

  /** Closes all, and at once whatever is added later. */
  void close() {
    synchronized (this) {
      closed = true;
    }
    closeOpen();
  }

  /** Forgets sockets that the program has closed itself; runs seldom enough to cost nothing. */
  private void sweep() {
    if (open.size() >= sweepAt) {
      open.removeIf(Resources::isClosed);
      sweepAt = Math.max(16, 2 * open.size());
    }
  }

  private static boolean isClosed(AutoCloseable resource) {
    return resource instanceof Socket socket && socket.isClosed()
        || resource instanceof ServerSocket server && server.isClosed()
        || resource instanceof DatagramSocket datagram && datagram.isClosed();
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception failure) {
      LOG.warn("resource={} of an ended container does not close", resource, failure);
    }
  }

  /** A server socket whose accepted connections end with the container too. */
  static final class Listener extends ServerSocket {

    private final Resources resources;

    Listener(Resources resources) throws IOException {
      this.resources = resources;
    }

    @Override
    public Socket accept() throws IOException {
      return resources.add(super.accept());
    }
  }
}

package io.kubelette.runtime.docker;

import io.kubelette.loop.NamedThreads;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A unix socket that leads to another one, to an engine for instance, until the test cuts it.
 *
 * <p>Thread-safe because the set is; each direction of a connection has a thread.
 */
public final class EngineCable implements AutoCloseable {

  private final UnixDomainSocketAddress far;
  private final Path near;
  private final ServerSocketChannel listener;
  private final NamedThreads threads = NamedThreads.numbered("engine-cable");
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch used = new CountDownLatch(1);

  private EngineCable(Path near, Path far) throws IOException {
    this.near = near;
    this.far = UnixDomainSocketAddress.of(far);
    this.listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(near));
  }

  /** A cable to the engine of the tests; empty where that has no unix socket. */
  public static Optional<EngineCable> toEngine(Path near) throws IOException {
    URI engine = new EngineClients(DockerOptions.defaults()).engine();
    return "unix".equals(engine.getScheme())
        ? Optional.of(between(near, Path.of(engine.getPath())))
        : Optional.empty();
  }

  /** A cable to what listens there. */
  public static EngineCable between(Path near, Path far) throws IOException {
    EngineCable cable = new EngineCable(near, far);
    cable.threads.newThread(() -> cable.accept(true)).start();
    return cable;
  }

  /** A cable that leads nowhere: connections are taken, and nothing is ever said on them. */
  public static EngineCable dead(Path near) throws IOException {
    EngineCable cable = new EngineCable(near, near);
    cable.threads.newThread(() -> cable.accept(false)).start();
    return cable;
  }

  /** Where its near end listens. */
  public URI uri() {
    return URI.create("unix://" + near);
  }

  /** Breaks the connections that are there; new ones may be made. */
  public void cut() {
    open.forEach(EngineCable::close);
    open.clear();
  }

  /** Waits until somebody has connected. */
  boolean awaitUse() throws InterruptedException {
    return used.await(20, TimeUnit.SECONDS);
  }

  private void accept(boolean forward) {
    try {
      while (true) {
        SocketChannel client = listener.accept();
        open.add(client);
        used.countDown();
        if (forward) {
          SocketChannel engine = SocketChannel.open(far);
          open.add(engine);
          threads.newThread(() -> copy(client, engine)).start();
          threads.newThread(() -> copy(engine, client)).start();
        }
      }
    } catch (IOException closed) {
      cut();
    }
  }

  private static void copy(SocketChannel from, SocketChannel to) {
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    try {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
    } catch (IOException cut) {
      // The other direction hears of it by the closes below.
    }
    close(from);
    close(to);
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException already) {
      throw new AssertionError(already);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
    Files.deleteIfExists(near);
  }
}

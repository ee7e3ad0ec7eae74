package io.kubelette.benchmarks.api;

import io.kubelette.loop.Clock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Many watches of one kind, each on a connection of its own.
 *
 * <p>Not thread-safe: used by one thread.
 */
final class Watchers implements AutoCloseable {

  private static final Clock CLOCK = Clock.system();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Selector selector;
  private final int count;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);

  private Watchers(Selector selector, int count) {
    this.selector = selector;
    this.count = count;
  }

  /** Watches from a version on; returns when all have been let in. */
  static Watchers of(int count, URI server, String watch) throws IOException {
    Watchers watchers = new Watchers(Selector.open(), count);
    byte[] request =
        "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: application/json\r\n\r\n"
            .formatted(watch, server.getAuthority())
            .getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < count; i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
      channel.write(ByteBuffer.wrap(request));
      channel.configureBlocking(false);
      channel.register(watchers.selector, SelectionKey.OP_READ);
    }
    watchers.untilAllHaveRead();
    return watchers;
  }

  /** Returns when every watch has got something more. */
  void untilAllHaveRead() throws IOException {
    Set<SelectionKey> read = new HashSet<>();
    long end = CLOCK.nanoTime() + PATIENCE.toNanos();
    while (read.size() < count) {
      if (CLOCK.nanoTime() > end) {
        throw new IOException((count - read.size()) + " of the watches got nothing");
      }
      selector.select(key -> read(key, read), PATIENCE.toMillis());
    }
  }

  private void read(SelectionKey key, Set<SelectionKey> read) {
    buffer.clear();
    try {
      if (((SocketChannel) key.channel()).read(buffer) < 0) {
        throw new IllegalStateException("a watch has ended");
      }
    } catch (IOException broken) {
      throw new IllegalStateException("a watch has broken", broken);
    }
    read.add(key);
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}

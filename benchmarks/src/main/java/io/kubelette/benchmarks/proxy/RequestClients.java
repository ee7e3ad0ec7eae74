package io.kubelette.benchmarks.proxy;

import io.kubelette.loop.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Connections that stay, each with one request under way at a time. Owned by: one thread. */
final class RequestClients implements AutoCloseable {

  /** The bytes of a request and of its answer. */
  static final int SIZE = 128;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What a connection waits for. */
  private static final class Request {
    private long sentAt;
    private int received;
  }

  private final Clock clock = Clock.system();
  private final Selector selector = Selector.open();
  private final ByteBuffer request = ByteBuffer.allocateDirect(SIZE);
  private final ByteBuffer answer = ByteBuffer.allocateDirect(SIZE);
  private final Latencies latencies = new Latencies();

  RequestClients(InetSocketAddress address, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      SocketChannel channel = connect(address);
      Request first = new Request();
      channel.register(selector, SelectionKey.OP_READ, first);
      send(channel, first);
    }
  }

  /** A connection to the server's echo. */
  static SocketChannel connect(InetSocketAddress address) throws IOException {
    SocketChannel channel = SocketChannel.open(address);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.write(ByteBuffer.wrap(new byte[] {LoadServer.ECHO}));
    channel.configureBlocking(false);
    return channel;
  }

  /** Asks for that long; tells how many seconds it was. */
  double run(Duration time) throws IOException {
    latencies.clear();
    long start = clock.nanoTime();
    long last = start;
    while (clock.nanoTime() - start < time.toNanos()) {
      int before = latencies.count();
      selector.select(this::ready, 100);
      long now = clock.nanoTime();
      last = latencies.count() > before ? now : last;
      if (now - last > PATIENCE.toNanos()) {
        throw new IOException("no answer for " + PATIENCE);
      }
    }
    return (clock.nanoTime() - start) * 1e-9;
  }

  Latencies latencies() {
    return latencies;
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }

  private void ready(SelectionKey key) {
    SocketChannel channel = (SocketChannel) key.channel();
    Request waiting = (Request) key.attachment();
    try {
      int count = channel.read(answer.clear());
      if (count < 0) {
        throw new IOException("the connection ended");
      }
      waiting.received += count;
      if (waiting.received == SIZE) {
        latencies.add(clock.nanoTime() - waiting.sentAt);
        waiting.received = 0;
        send(channel, waiting);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void send(SocketChannel channel, Request next) throws IOException {
    next.sentAt = clock.nanoTime();
    channel.write(request.clear());
  }
}

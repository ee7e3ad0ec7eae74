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

/** Requests of 128 bytes that are echoed, on 64 connections at once, from one thread. */
enum RequestLoad implements Workload {
  /** Every connection asks again and again. */
  KEEP_ALIVE("requests/s, 64 keep-alive"),
  /** Every connection asks once. */
  PER_CONNECTION("connections/s, 64 clients");

  private static final int CLIENTS = 64;
  private static final int SIZE = 128;

  private final String title;

  RequestLoad(String title) {
    this.title = title;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public double measure(InetSocketAddress address, Duration time) throws IOException {
    Clock clock = Clock.system();
    try (Run run = new Run(address)) {
      run.until(clock, Duration.ofMillis(200));
      long start = clock.nanoTime();
      long answers = run.until(clock, time);
      return answers * 1e9 / (clock.nanoTime() - start);
    }
  }

  private final class Run implements AutoCloseable {

    private final InetSocketAddress address;
    private final Selector selector = Selector.open();
    private final ByteBuffer first = ByteBuffer.allocateDirect(SIZE + 1);
    private final ByteBuffer next = ByteBuffer.allocateDirect(SIZE);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(SIZE);
    private long answers;

    Run(InetSocketAddress address) throws IOException {
      this.address = address;
      first.put(0, LoadServer.ECHO);
      for (int i = 0; i < CLIENTS; i++) {
        open();
      }
    }

    long until(Clock clock, Duration time) throws IOException {
      long before = answers;
      long start = clock.nanoTime();
      while (clock.nanoTime() - start < time.toNanos()) {
        selector.select(this::ready, 100);
      }
      return answers - before;
    }

    @Override
    public void close() throws IOException {
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    }

    private void open() throws IOException {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      boolean connected = channel.connect(address);
      int interest = connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT;
      channel.register(selector, interest, new int[1]);
      if (connected) {
        channel.write(first.clear());
      }
    }

    private void ready(SelectionKey key) {
      SocketChannel channel = (SocketChannel) key.channel();
      try {
        if (key.isConnectable()) {
          channel.finishConnect();
          key.interestOps(SelectionKey.OP_READ);
          channel.write(first.clear());
        } else {
          read(channel, (int[]) key.attachment());
        }
      } catch (IOException failure) {
        throw new UncheckedIOException("no answer through " + address, failure);
      }
    }

    private void read(SocketChannel channel, int[] received) throws IOException {
      int count = channel.read(answer.clear());
      if (count < 0) {
        throw new IOException("the connection ended");
      }
      received[0] += count;
      if (received[0] < SIZE) {
        return;
      }
      received[0] = 0;
      answers++;
      if (RequestLoad.this == KEEP_ALIVE) {
        channel.write(next.clear());
      } else {
        channel.close();
        open();
      }
    }
  }
}

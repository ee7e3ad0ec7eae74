package io.kubelette.benchmarks.proxy;

import io.kubelette.benchmarks.proxy.Forward.Door;
import io.kubelette.loop.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Streams as fast as they go.
 *
 * @param direction where the bytes go
 * @param streams how many at once
 */
record BulkLoad(Direction direction, int streams) implements Workload {

  enum Direction {
    UP(LoadServer.SINK, SelectionKey.OP_WRITE),
    DOWN(LoadServer.FLOOD, SelectionKey.OP_READ);

    private final byte role;
    private final int operation;

    Direction(byte role, int operation) {
      this.role = role;
      this.operation = operation;
    }
  }

  private static final Metric SPEED = Metric.more("Gbit/s");
  private static final Metric CPU = Metric.less("CPU ms per Gbit");

  @Override
  public String name() {
    return (direction == Direction.UP ? "bulk-up-" : "bulk-down-") + streams;
  }

  @Override
  public List<Metric> metrics() {
    return List.of(SPEED, CPU);
  }

  @Override
  public boolean suits(Peer peer) {
    return true;
  }

  @Override
  public Map<Metric, Double> measure(RunningPeer peer, Duration time) throws IOException {
    try (Run run = new Run(peer)) {
      run.move(time.dividedBy(5));
      double cpu = peer.cpuSeconds();
      long start = Clock.system().nanoTime();
      long bytes = run.move(time);
      double gigabits = bytes * 8e-9;
      double seconds = (Clock.system().nanoTime() - start) * 1e-9;
      cpu = peer.cpuSeconds() - cpu;
      return Map.of(SPEED, gigabits / seconds, CPU, cpu * 1e3 / gigabits);
    }
  }

  private final class Run implements AutoCloseable {

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);
    private long moved;

    Run(RunningPeer peer) throws IOException {
      for (int i = 0; i < streams; i++) {
        SocketChannel channel = SocketChannel.open(peer.address(Door.STREAM));
        channel.write(ByteBuffer.wrap(new byte[] {direction.role}));
        channel.configureBlocking(false);
        channel.register(selector, direction.operation);
      }
    }

    long move(Duration time) throws IOException {
      long before = moved;
      long start = Clock.system().nanoTime();
      while (Clock.system().nanoTime() - start < time.toNanos()) {
        selector.select(this::ready, 100);
      }
      return moved - before;
    }

    private void ready(SelectionKey key) {
      SocketChannel channel = (SocketChannel) key.channel();
      buffer.clear();
      try {
        moved += direction == Direction.UP ? channel.write(buffer) : channel.read(buffer);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    @Override
    public void close() throws IOException {
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    }
  }
}

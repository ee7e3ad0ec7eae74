package io.kubelette.benchmarks.proxy;

import io.kubelette.loop.Clock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** One stream, as fast as it goes. */
enum BulkLoad implements Workload {
  UP("bulk up, Gbit/s", LoadServer.SINK),
  DOWN("bulk down, Gbit/s", LoadServer.FLOOD);

  private final String title;
  private final byte role;

  BulkLoad(String title, byte role) {
    this.title = title;
    this.role = role;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public double measure(InetSocketAddress address, Duration time) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);
    Clock clock = Clock.system();
    try (SocketChannel channel = SocketChannel.open(address)) {
      channel.write(ByteBuffer.wrap(new byte[] {role}));
      move(channel, buffer, clock, Duration.ofMillis(200));
      long start = clock.nanoTime();
      long bytes = move(channel, buffer, clock, time);
      return bytes * 8.0 / (clock.nanoTime() - start);
    }
  }

  private long move(SocketChannel channel, ByteBuffer buffer, Clock clock, Duration time)
      throws IOException {
    long start = clock.nanoTime();
    long bytes = 0;
    while (clock.nanoTime() - start < time.toNanos()) {
      buffer.clear();
      bytes += this == UP ? channel.write(buffer) : channel.read(buffer);
    }
    return bytes;
  }
}

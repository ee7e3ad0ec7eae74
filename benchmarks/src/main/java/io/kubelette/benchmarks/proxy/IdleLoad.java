package io.kubelette.benchmarks.proxy;

import io.kubelette.benchmarks.proxy.Forward.Door;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Connections that have spoken once and say nothing, and what they cost; then 64 others that work.
 *
 * @param connections how many are idle
 */
record IdleLoad(int connections) implements Workload {

  private static final Metric EACH = Metric.less("KB per idle connection");
  private static final Metric ALL = Metric.shown("RSS MB with them");
  private static final Metric EACH_WORKED = Metric.shown("KB per connection after load");
  private static final Metric RATE = Metric.more("requests/s with them");
  private static final Metric KEPT = Metric.shown("% of requests/s without");

  private static final int ACTIVE = 64;

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public List<Metric> metrics() {
    return List.of(EACH, EACH_WORKED, ALL, RATE, KEPT);
  }

  @Override
  public Lifetime lifetime() {
    return Lifetime.FRESH;
  }

  @Override
  public boolean suits(Peer peer) {
    return peer != Peer.DIRECT && peer != Peer.SOCAT;
  }

  @Override
  public Map<Metric, Double> measure(RunningPeer peer, Duration time) throws IOException {
    InetSocketAddress address = peer.address(Door.STREAM);
    // A process that has just begun is not what it will be.
    rate(address, time);
    double without = rate(address, time);
    double before = peer.residentKilobytes();
    List<SocketChannel> idle = new ArrayList<>();
    try {
      for (int i = 0; i < connections; i++) {
        idle.add(spoken(address));
      }
      double with = peer.residentKilobytes();
      double rate = rate(address, time);
      double worked = peer.residentKilobytes();
      return Map.of(
          EACH, (with - before) / connections,
          EACH_WORKED, (worked - before) / connections,
          ALL, worked / 1024,
          RATE, rate,
          KEPT, 100 * rate / without);
    } finally {
      for (SocketChannel channel : idle) {
        channel.close();
      }
    }
  }

  private static double rate(InetSocketAddress address, Duration time) throws IOException {
    try (RequestClients clients = new RequestClients(address, ACTIVE)) {
      clients.run(time.dividedBy(4));
      double seconds = clients.run(time);
      return clients.latencies().count() / seconds;
    }
  }

  private static SocketChannel spoken(InetSocketAddress address) throws IOException {
    SocketChannel channel = SocketChannel.open(address);
    // Thousands that rest for a minute after their end would be in the way of the next.
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    channel.write(ByteBuffer.wrap(new byte[] {LoadServer.ECHO, 1}));
    if (channel.read(ByteBuffer.allocate(1)) != 1) {
      throw new IOException("an idle connection was not served");
    }
    return channel;
  }
}

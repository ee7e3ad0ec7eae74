package io.kubelette.benchmarks.proxy;

import io.kubelette.benchmarks.proxy.Forward.Door;
import io.kubelette.loop.Clock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;

/**
 * Connections that ask once, and end when the server closes them.
 *
 * <p>The server closes first, as most do, so the ports that rest for a minute are not those that
 * the clients connect from: there are not enough of them to measure for more than a few seconds.
 *
 * @param clients how many connections there are at any time
 */
record ConnectionLoad(int clients) implements Workload {

  private static final Metric RATE = Metric.more("connections/s");
  private static final Metric CPU = Metric.less("CPU µs per connection");

  @Override
  public String name() {
    return "connections-" + clients;
  }

  @Override
  public List<Metric> metrics() {
    return List.of(RATE, CPU);
  }

  @Override
  public boolean suits(Peer peer) {
    return true;
  }

  @Override
  public Map<Metric, Double> measure(RunningPeer peer, Duration time) throws IOException {
    try (Run run = new Run(peer.address(Door.STREAM))) {
      run.connect(time.dividedBy(5));
      double cpu = peer.cpuSeconds();
      long start = Clock.system().nanoTime();
      long done = run.connect(time);
      double seconds = (Clock.system().nanoTime() - start) * 1e-9;
      cpu = peer.cpuSeconds() - cpu;
      return Map.of(RATE, done / seconds, CPU, cpu * 1e6 / done);
    }
  }

  /** Blocking and in turn: the cheapest that a client can be, since all share the machine. */
  private final class Run implements AutoCloseable {

    private final InetSocketAddress address;
    private final ArrayDeque<SocketChannel> open = new ArrayDeque<>();
    private final ByteBuffer request = ByteBuffer.allocateDirect(RequestClients.SIZE + 1);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(RequestClients.SIZE + 1);

    Run(InetSocketAddress address) throws IOException {
      this.address = address;
      request.put(0, LoadServer.BRIEF);
      while (open.size() < clients) {
        ask();
      }
    }

    long connect(Duration time) throws IOException {
      long start = Clock.system().nanoTime();
      long done = 0;
      while (Clock.system().nanoTime() - start < time.toNanos()) {
        try (SocketChannel oldest = open.remove()) {
          answer.clear();
          int count = 0;
          while (count >= 0) {
            count = oldest.read(answer);
          }
          if (answer.position() != RequestClients.SIZE) {
            throw new IOException("only " + answer.position() + " bytes of an answer");
          }
        }
        done++;
        ask();
      }
      return done;
    }

    private void ask() throws IOException {
      SocketChannel channel = SocketChannel.open(address);
      open.add(channel);
      channel.write(request.clear());
    }

    @Override
    public void close() throws IOException {
      for (SocketChannel channel : open) {
        channel.close();
      }
    }
  }
}

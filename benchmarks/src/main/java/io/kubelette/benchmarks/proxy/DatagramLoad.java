package io.kubelette.benchmarks.proxy;

import io.kubelette.benchmarks.proxy.Forward.Door;
import io.kubelette.loop.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * Datagrams of 128 bytes that are echoed; every flow has one under way, and sends the next one when
 * the answer is there or is taken for lost.
 *
 * @param flows how many clients, each with a socket of its own
 */
record DatagramLoad(int flows) implements Workload {

  private static final Metric RATE = Metric.more("datagrams/s");
  private static final Metric LOST = Metric.shown("lost %");
  private static final Metric CPU = Metric.less("CPU µs per datagram");

  private static final int SIZE = 128;
  private static final Duration LOSS = Duration.ofMillis(300);

  @Override
  public String name() {
    return "udp-" + flows;
  }

  @Override
  public List<Metric> metrics() {
    return List.of(RATE, LOST, CPU);
  }

  @Override
  public boolean suits(Peer peer) {
    return !EnumSet.of(Peer.HAPROXY, Peer.HAPROXY_128K, Peer.SOCAT).contains(peer);
  }

  @Override
  public Map<Metric, Double> measure(RunningPeer peer, Duration time) throws IOException {
    try (Run run = new Run(peer)) {
      run.echo(time.dividedBy(5));
      double cpu = peer.cpuSeconds();
      long before = run.answered;
      long start = Clock.system().nanoTime();
      run.echo(time);
      long answered = run.answered - before;
      double seconds = (Clock.system().nanoTime() - start) * 1e-9;
      cpu = peer.cpuSeconds() - cpu;
      return Map.of(
          RATE, answered / seconds,
          LOST, 100.0 * run.lost / (run.lost + run.answered),
          CPU, cpu * 1e6 / answered);
    }
  }

  /** A client, and the datagram that it waits for. */
  private static final class Flow {
    private final DatagramChannel channel;
    private long number;
    private long sentAt;

    Flow(DatagramChannel channel) {
      this.channel = channel;
    }
  }

  private final class Run implements AutoCloseable {

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
    private long answered;
    private long lost;

    Run(RunningPeer peer) throws IOException {
      for (int i = 0; i < flows; i++) {
        DatagramChannel channel = DatagramChannel.open().connect(peer.address(Door.DATAGRAM));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, new Flow(channel));
      }
      for (SelectionKey key : selector.keys()) {
        send((Flow) key.attachment());
      }
    }

    void echo(Duration time) throws IOException {
      long start = Clock.system().nanoTime();
      long looked = start;
      long now = start;
      while (now - start < time.toNanos()) {
        selector.select(this::ready, 100);
        now = Clock.system().nanoTime();
        if (now - looked > LOSS.toNanos() / 3) {
          looked = now;
          sendAgain(now);
        }
      }
    }

    private void ready(SelectionKey key) {
      Flow flow = (Flow) key.attachment();
      try {
        if (flow.channel.read(buffer.clear()) == SIZE && buffer.getLong(0) == flow.number) {
          answered++;
          send(flow);
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    private void sendAgain(long now) throws IOException {
      for (SelectionKey key : selector.keys()) {
        Flow flow = (Flow) key.attachment();
        if (now - flow.sentAt > LOSS.toNanos()) {
          lost++;
          send(flow);
        }
      }
    }

    private void send(Flow flow) throws IOException {
      flow.number++;
      flow.sentAt = Clock.system().nanoTime();
      buffer.clear().putLong(0, flow.number);
      flow.channel.write(buffer);
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

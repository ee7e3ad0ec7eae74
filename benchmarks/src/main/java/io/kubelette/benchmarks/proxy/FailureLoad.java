package io.kubelette.benchmarks.proxy;

import io.kubelette.benchmarks.proxy.Forward.Door;
import io.kubelette.loop.Clock;
import io.kubelette.loop.NamedThreads;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * New connections, sixteen at a time, to a service with three endpoints of which one is down.
 *
 * @param door how it is down
 * @param requests how many connections there are in all
 */
record FailureLoad(Door door, int requests) implements Workload {

  private static final Metric FAILED = Metric.shown("failed clients");
  private static final Metric P50 = Metric.less("p50 ms");
  private static final Metric P99 = Metric.less("p99 ms");
  private static final Metric MAX = Metric.shown("max ms");

  private static final int CLIENTS = 16;

  /**
   * Connections before, half of them to healthy endpoints and half where another endpoint refuses:
   * what is compiled as it runs needs more of them, and of both kinds. The first failure of a JVM's
   * life has it compile anew what it had compiled without.
   */
  private static final int PRACTICE = 4_000;

  private static final int PRACTICE_OF_JVMS = 40_000;
  private static final int PATIENCE_MILLIS = 10_000;

  @Override
  public String name() {
    return door == Door.ONE_REFUSES ? "one-refuses" : "one-silent";
  }

  @Override
  public List<Metric> metrics() {
    return List.of(P99, MAX, P50, FAILED);
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
    int practice = peer.peer().isJvm() ? PRACTICE_OF_JVMS : PRACTICE;
    ask(peer.address(Door.STREAM), practice / 2);
    ask(peer.address(Door.ONE_REFUSES_BEFORE), practice / 2);
    Outcome outcome = ask(peer.address(door), requests);
    return Map.of(
        P99, outcome.latencies.millis(0.99),
        MAX, outcome.latencies.millis(1),
        P50, outcome.latencies.millis(0.5),
        FAILED, (double) outcome.failed.get());
  }

  private record Outcome(Latencies latencies, AtomicInteger failed) {}

  private static Outcome ask(InetSocketAddress address, int times) throws IOException {
    Outcome outcome = new Outcome(new Latencies(), new AtomicInteger());
    AtomicInteger left = new AtomicInteger(times);
    NamedThreads names = NamedThreads.numbered("failure-load");
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      threads.add(
          names.newThread(
              () -> {
                while (left.getAndDecrement() > 0) {
                  once(address, outcome);
                }
              }));
    }
    threads.forEach(Thread::start);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
    return outcome;
  }

  private static void once(InetSocketAddress address, Outcome outcome) {
    long start = Clock.system().nanoTime();
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout((int) Duration.ofMillis(PATIENCE_MILLIS).toMillis());
      socket.getOutputStream().write(new byte[] {LoadServer.BRIEF, 1});
      if (socket.getInputStream().read() != 1) {
        throw new IOException("no answer");
      }
    } catch (IOException unserved) {
      outcome.failed.incrementAndGet();
    }
    long elapsed = Clock.system().nanoTime() - start;
    synchronized (outcome.latencies) {
      outcome.latencies.add(elapsed);
    }
  }
}

package io.kubelette.benchmarks.proxy;

import io.kubelette.benchmarks.proxy.Forward.Door;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Requests of 128 bytes that are echoed, on connections that stay.
 *
 * @param connections how many at once
 */
record RequestLoad(int connections) implements Workload {

  private static final Metric RATE = Metric.more("requests/s");
  private static final Metric P50 = Metric.less("p50 ms");
  private static final Metric P99 = Metric.less("p99 ms");
  private static final Metric CPU = Metric.less("CPU µs per request");

  @Override
  public String name() {
    return "requests-" + connections;
  }

  @Override
  public List<Metric> metrics() {
    return List.of(RATE, P50, P99, CPU);
  }

  @Override
  public boolean suits(Peer peer) {
    return peer != Peer.SOCAT;
  }

  @Override
  public Map<Metric, Double> measure(RunningPeer peer, Duration time) throws IOException {
    try (RequestClients clients = new RequestClients(peer.address(Door.STREAM), connections)) {
      clients.run(time.dividedBy(5));
      double cpu = peer.cpuSeconds();
      double seconds = clients.run(time);
      cpu = peer.cpuSeconds() - cpu;
      Latencies latencies = clients.latencies();
      return Map.of(
          RATE,
          latencies.count() / seconds,
          P50,
          latencies.millis(0.5),
          P99,
          latencies.millis(0.99),
          CPU,
          cpu * 1e6 / latencies.count());
    }
  }
}

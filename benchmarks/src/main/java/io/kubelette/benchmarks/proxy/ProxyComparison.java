package io.kubelette.benchmarks.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Measures each workload against each proxy in turn, round after round, so that whatever disturbs
 * the machine disturbs all alike; prints medians, and ours in relation to each other one.
 */
public final class ProxyComparison {

  private static final List<Workload> WORKLOADS =
      List.of(BulkLoad.UP, BulkLoad.DOWN, RequestLoad.KEEP_ALIVE, RequestLoad.PER_CONNECTION);

  private ProxyComparison() {}

  /**
   * Runs the comparison and prints a table.
   *
   * @param rounds how often everything is measured; a round before them warms up
   * @param seconds how long each measurement takes
   */
  public static void run(int rounds, int seconds) throws IOException {
    InetSocketAddress server = LoadServer.start();
    List<Peer> peers = Peer.start(server);
    try {
      Map<Workload, Map<String, double[]>> results = new LinkedHashMap<>();
      for (int round = -1; round < rounds; round++) {
        for (Workload workload : WORKLOADS) {
          for (Peer peer : peers) {
            double value = workload.measure(peer.address(), Duration.ofSeconds(seconds));
            if (round >= 0) {
              results.computeIfAbsent(workload, any -> new LinkedHashMap<>())
                      .computeIfAbsent(peer.name(), any -> new double[rounds])[round] =
                  value;
            }
          }
        }
      }
      print(results);
    } finally {
      peers.forEach(Peer::close);
    }
  }

  private static void print(Map<Workload, Map<String, double[]>> results) {
    results.forEach(
        (workload, byPeer) -> {
          double ours = median(byPeer.get(Peer.OURS));
          List<String> cells = new ArrayList<>();
          byPeer.forEach(
              (peer, values) -> {
                double median = median(values);
                double least = Arrays.stream(values).min().orElseThrow();
                double most = Arrays.stream(values).max().orElseThrow();
                cells.add(
                    "  %-10s %10.1f  (%.1f to %.1f)   ours : it = %.2f"
                        .formatted(peer, median, least, most, ours / median));
              });
          System.out.println(workload.title());
          System.out.println(cells.stream().collect(Collectors.joining("\n")));
        });
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}

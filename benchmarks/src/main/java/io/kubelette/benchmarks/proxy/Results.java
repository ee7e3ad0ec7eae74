package io.kubelette.benchmarks.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was measured so far: in memory, and line by line in a file, so that a run that is cut has
 * what it had. Owned by: the caller's thread.
 */
final class Results {

  /** One line of the table: what is measured, under which load. */
  record Row(Workload workload, Metric metric) {

    String title() {
      return workload.name() + ", " + metric.title();
    }
  }

  private final Path file;
  private final Map<Row, Map<Peer, TreeMap<Integer, Double>>> values = new LinkedHashMap<>();

  Results(Path file) throws IOException {
    this.file = file;
    Files.writeString(file, "round,workload,metric,peer,value\n");
    for (Workload workload : Workloads.ALL) {
      for (Metric metric : workload.metrics()) {
        values.put(new Row(workload, metric), new EnumMap<>(Peer.class));
      }
    }
  }

  void add(int round, Peer peer, Workload workload, Map<Metric, Double> measured) {
    for (Metric metric : workload.metrics()) {
      double value = measured.getOrDefault(metric, Double.NaN);
      if (Double.isFinite(value)) {
        Row row = new Row(workload, metric);
        values.get(row).computeIfAbsent(peer, any -> new TreeMap<>()).put(round, value);
        append(
            String.format(
                Locale.ROOT,
                "%d,%s,%s,%s,%.6g%n",
                round,
                workload.name(),
                metric.title(),
                peer,
                value));
      }
    }
  }

  /** Those that have something in them. */
  List<Row> rows() {
    return values.keySet().stream().filter(row -> !values.get(row).isEmpty()).toList();
  }

  /** All that was measured for the peer, if it was. */
  Optional<Quartiles> of(Row row, Peer peer) {
    return Optional.ofNullable(values.get(row).get(peer))
        .map(rounds -> Quartiles.of(rounds.values()));
  }

  /**
   * How much better ours is: the ratio of the medians, and the quartiles of the ratios of each
   * round, in which both met the same disturbances.
   */
  Optional<Quartiles> ratio(Row row, Peer peer) {
    TreeMap<Integer, Double> ours = values.get(row).get(Peer.OURS);
    TreeMap<Integer, Double> other = values.get(row).get(peer);
    if (ours == null || other == null || peer == Peer.OURS) {
      return Optional.empty();
    }
    List<Double> ratios = new ArrayList<>();
    ours.forEach(
        (round, value) -> {
          Double against = other.get(round);
          if (against != null) {
            ratios.add(row.metric().ratio(value, against));
          }
        });
    double medians =
        row.metric()
            .ratio(Quartiles.of(ours.values()).median(), Quartiles.of(other.values()).median());
    // Nothing is used by no proxy, and nothing can be compared with nothing.
    if (ratios.isEmpty() || !Double.isFinite(medians) || medians == 0) {
      return Optional.empty();
    }
    Quartiles spread = Quartiles.of(ratios);
    return Optional.of(new Quartiles(spread.lower(), medians, spread.upper()));
  }

  private void append(String line) {
    try {
      Files.writeString(file, line, StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

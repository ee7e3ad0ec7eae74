package io.kubelette.benchmarks.proxy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param rounds how often everything is measured; a short round before them warms up
 * @param time how long each measurement takes
 * @param workloads what is measured
 * @param peers through what
 * @param install whether missing programs are installed
 * @param folder where results, table and chart are written
 */
public record Options(
    int rounds,
    Duration time,
    List<String> workloads,
    List<String> peers,
    Missing install,
    Path folder) {

  /** What becomes of peers whose program is not there. */
  public enum Missing {
    LEAVE_OUT,
    INSTALL
  }

  /** What {@link #parse} understands. */
  public static final String USAGE =
      """
      proxy [--rounds N] [--seconds S] [--only WORKLOAD,...] [--peers PEER,...]
            [--install] [--out FOLDER]
      workloads: %s, %s
      peers: %s"""
          .formatted(
              String.join(", ", Workloads.ALL.stream().map(Workload::name).toList()),
              EndpointChanges.NAME,
              String.join(", ", Arrays.stream(Peer.values()).map(Peer::title).toList()));

  /**
   * Reads the arguments after the name of the benchmark.
   *
   * @throws IllegalArgumentException when one is not understood
   */
  public static Options parse(List<String> arguments) {
    Options options =
        new Options(
            9,
            Duration.ofMillis(800),
            List.of(),
            List.of(),
            Missing.LEAVE_OUT,
            Path.of("benchmark-results"));
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      options = options.with(rest.next(), rest);
    }
    return options;
  }

  private Options with(String option, Iterator<String> rest) {
    if (option.equals("--install")) {
      return new Options(rounds, time, workloads, peers, Missing.INSTALL, folder);
    }
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " lacks its value, or does not exist");
    }
    String value = rest.next();
    return switch (option) {
      case "--rounds" ->
          new Options(Integer.parseInt(value), time, workloads, peers, install, folder);
      case "--seconds" -> {
        Duration each = Duration.ofMillis((long) (Double.parseDouble(value) * 1000));
        yield new Options(rounds, each, workloads, peers, install, folder);
      }
      case "--only" -> new Options(rounds, time, List.of(value.split(",")), peers, install, folder);
      case "--peers" ->
          new Options(rounds, time, workloads, List.of(value.split(",")), install, folder);
      case "--out" -> new Options(rounds, time, workloads, peers, install, Path.of(value));
      default -> throw new IllegalArgumentException("no option " + option);
    };
  }

  /** Whether this one is asked for; all are where none is named. */
  boolean wants(Workload workload) {
    return workloads.isEmpty() || workloads.contains(workload.name());
  }

  boolean wantsEndpointChanges() {
    return workloads.isEmpty() || workloads.contains(EndpointChanges.NAME);
  }

  boolean wants(Peer peer) {
    return peer == Peer.OURS || peers.isEmpty() || peers.contains(peer.title());
  }
}

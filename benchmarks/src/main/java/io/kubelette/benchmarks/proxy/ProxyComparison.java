package io.kubelette.benchmarks.proxy;

import io.kubelette.benchmarks.TemporaryFolder;
import io.kubelette.benchmarks.proxy.Workload.Lifetime;
import io.kubelette.loop.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Measures each workload through each peer in turn, round after round, so that whatever disturbs
 * the machine disturbs all alike; the order of the peers turns with the rounds. Table and chart are
 * written anew after each round.
 */
public final class ProxyComparison implements AutoCloseable {

  /** Until then a connection through a young JVM costs up to twice the CPU of a later one. */
  private static final Duration PRACTICE = Duration.ofSeconds(5);

  private final Options options;
  private final Targets targets;
  private final Results results;
  private final TemporaryFolder scratch;
  private final List<Peer> peers;
  private final Map<Peer, RunningPeer> shared = new EnumMap<>(Peer.class);

  private ProxyComparison(Options options) throws IOException {
    this.options = options;
    this.peers = new ArrayList<>(Installation.available(options));
    this.targets = Targets.start();
    Files.createDirectories(options.folder());
    this.results = new Results(options.folder().resolve("proxy.csv"));
    this.scratch = TemporaryFolder.create();
  }

  /** Runs what the options ask for, and writes the results to their folder. */
  public static void run(Options options) throws IOException {
    // Names that do not exist are told now, and not after the first hour.
    options.peers().forEach(Peer::of);
    options.workloads().stream()
        .filter(name -> !name.equals(EndpointChanges.NAME))
        .forEach(Workloads::of);
    if (options.wantsEndpointChanges()) {
      Path file = options.folder().resolve("endpoint-changes.md");
      Files.createDirectories(options.folder());
      Files.writeString(file, EndpointChanges.measure());
      System.out.println(Files.readString(file));
    }
    if (Workloads.ALL.stream().anyMatch(options::wants)) {
      try (ProxyComparison comparison = new ProxyComparison(options)) {
        comparison.measureAll();
      }
    }
  }

  @Override
  public void close() throws IOException {
    shared.values().forEach(RunningPeer::close);
    shared.clear();
    scratch.close();
  }

  private void measureAll() throws IOException {
    // Ended by a signal, this takes the peers with it.
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> shared.values().forEach(RunningPeer::close)));
    for (Peer peer : List.copyOf(peers)) {
      try {
        shared.put(peer, RunningPeer.start(peer, targets, scratch.path()));
      } catch (IOException failure) {
        System.out.printf("%s is left out: %s%n", peer, failure.getMessage());
        peers.remove(peer);
      }
    }
    for (int round = 0; round <= options.rounds(); round++) {
      long start = Clock.system().nanoTime();
      for (Workload workload : Workloads.ALL) {
        if (options.wants(workload)) {
          measure(workload, round);
        }
      }
      Duration took = Duration.ofNanos(Clock.system().nanoTime() - start);
      System.out.printf("round %d of %d: %d s%n", round, options.rounds(), took.toSeconds());
      if (round > 0) {
        report();
      }
    }
    System.out.println(Table.of(results));
  }

  /** Round 0 practises: what has just-in-time compilers needs it, and nobody gains by it. */
  private void measure(Workload workload, int round) throws IOException {
    List<Peer> order = new ArrayList<>(peers);
    Collections.rotate(order, -round);
    for (Peer peer : order) {
      boolean isFresh = workload.lifetime() == Lifetime.FRESH;
      if (workload.suits(peer) && !(isFresh && round == 0)) {
        Duration time = round == 0 && peer.isJvm() ? PRACTICE : options.time();
        Map<Metric, Double> measured =
            isFresh ? fresh(peer, workload) : once(shared.get(peer), workload, time);
        if (round > 0) {
          results.add(round, peer, workload, measured);
        }
      }
    }
  }

  private Map<Metric, Double> fresh(Peer peer, Workload workload) throws IOException {
    try (RunningPeer fresh = RunningPeer.start(peer, targets, scratch.path())) {
      return once(fresh, workload, options.time());
    }
  }

  /** Nothing, where the peer fails: the others go on. */
  private static Map<Metric, Double> once(RunningPeer peer, Workload workload, Duration time) {
    try {
      return workload.measure(peer, time);
    } catch (IOException | UncheckedIOException failure) {
      System.out.printf("%s through %s failed: %s%n", workload.name(), peer.peer(), failure);
      return Map.of();
    }
  }

  private void report() throws IOException {
    Files.writeString(options.folder().resolve("proxy.md"), Table.of(results));
    ImageIO.write(Chart.of(results), "png", options.folder().resolve("proxy.png").toFile());
  }
}

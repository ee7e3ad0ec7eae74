package io.kubelette.benchmarks.engines;

import io.kubelette.benchmarks.Quartiles;
import io.kubelette.benchmarks.ThisProcess;
import io.kubelette.loop.Clock;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Starts a pod of one container in each way in turn, run after run, so that whatever disturbs the
 * machine disturbs all alike; then many pods at once, and what a node costs that only has them.
 */
public final class EnginesBenchmark {

  private static final String DOCKER = "Kubelette on Docker";
  private static final String PODMAN = "Kubelette on Podman";
  private static final String BARE = "docker run, twice";
  private static final String PLAY = "podman play kube";
  private static final String TESTCONTAINERS = "Testcontainers";
  private static final int WARM_UP = 2;
  private static final int MANY = 30;
  private static final int SIDE_BY_SIDE = 4;

  /**
   * What is measured.
   *
   * @param runs how often one pod is started in each way
   * @param rounds how often many pods are started at once
   * @param idle for how long an idle node is watched
   * @param image what the containers run; both engines have it
   * @param docker where the Docker Engine listens, to which {@code DOCKER_HOST} points too
   * @param podman the folder of {@code .ci/podman}; empty to leave Podman out
   */
  public record Plan(
      int runs, int rounds, Duration idle, String image, String docker, String podman) {}

  private EnginesBenchmark() {}

  /** Runs all and prints it. */
  public static void run(Plan plan) throws Exception {
    Map<String, Way> ways = new LinkedHashMap<>();
    BarePair bare = new BarePair(Program.docker(), plan.image());
    Way testcontainers = new ByTestcontainers(plan.image());
    NodeOnEngine node = NodeOnEngine.at(URI.create(plan.docker()), plan.image());
    ways.put(DOCKER, node);
    ways.put(BARE, bare);
    ways.put(TESTCONTAINERS, testcontainers);
    try {
      if (!plan.podman().isEmpty()) {
        URI socket = URI.create("unix://" + plan.podman() + "/podman.sock");
        ways.put(PODMAN, NodeOnEngine.at(socket, plan.image()));
        ways.put(PLAY, new PlayKube(Program.podman(plan.podman()), plan.image()));
      }
      System.out.println("seconds from create to Running, one pod of one container");
      print(single(plan, ways));
      if (ways.containsKey(PODMAN)) {
        ways.remove(PODMAN).close();
      }
      many(plan, node, bare);
      idle(plan, node);
    } finally {
      for (Way way : ways.values()) {
        way.close();
      }
    }
  }

  private static Map<String, Quartiles> single(Plan plan, Map<String, Way> ways) throws Exception {
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    for (int run = -WARM_UP; run < plan.runs(); run++) {
      for (Map.Entry<String, Way> way : ways.entrySet()) {
        double took = way.getValue().secondsToRun("kubelette-benchmark-" + (run + WARM_UP));
        if (run >= 0) {
          seconds.computeIfAbsent(way.getKey(), first -> new ArrayList<>()).add(took);
        }
      }
    }
    Map<String, Quartiles> all = new LinkedHashMap<>();
    seconds.forEach((name, values) -> all.put(name, Quartiles.of(values)));
    return all;
  }

  private static void print(Map<String, Quartiles> all) {
    all.forEach((name, quartiles) -> System.out.printf("  %-20s %s%n", name, quartiles));
    printRatio(all, DOCKER, BARE);
    printRatio(all, DOCKER, TESTCONTAINERS);
    printRatio(all, PODMAN, PLAY);
  }

  private static void printRatio(Map<String, Quartiles> all, String ours, String other) {
    if (all.containsKey(ours) && all.containsKey(other)) {
      double ratio = all.get(ours).median() / all.get(other).median();
      System.out.printf("  %s : %s = %.2f%n", ours, other, ratio);
    }
  }

  private static void many(Plan plan, NodeOnEngine node, BarePair bare) throws Exception {
    List<String> names =
        IntStream.range(0, MANY).mapToObj(i -> "kubelette-benchmark-many-" + i).toList();
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      ours.add(node.start(names));
      node.remove(names);
      theirs.add(startSideBySide(names, bare));
      bare.remove(names);
    }
    System.out.printf("seconds until the last of %d runs%n", MANY);
    print(Map.of(DOCKER, Quartiles.of(ours), BARE, Quartiles.of(theirs)));
  }

  private static double startSideBySide(List<String> names, BarePair bare) throws Exception {
    ExecutorService starters = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    try {
      long began = Clock.system().nanoTime();
      List<Future<?>> started = new ArrayList<>();
      names.forEach(name -> started.add(starters.submit(() -> bare.start(name))));
      for (Future<?> one : started) {
        one.get();
      }
      return (Clock.system().nanoTime() - began) / 1e9;
    } finally {
      starters.shutdown();
    }
  }

  private static void idle(Plan plan, NodeOnEngine node) throws InterruptedException {
    List<String> names =
        IntStream.range(0, MANY).mapToObj(i -> "kubelette-benchmark-idle-" + i).toList();
    node.start(names);
    Clock clock = Clock.system();
    clock.sleep(Duration.ofSeconds(10));
    long began = clock.nanoTime();
    Duration before = ThisProcess.cpu();
    clock.sleep(plan.idle());
    double used = ThisProcess.cpu().minus(before).toNanos() / (double) (clock.nanoTime() - began);
    System.out.printf("CPU of an idle node with %d pods: %.2f %% of a core%n", MANY, 100 * used);
    node.remove(names);
  }
}

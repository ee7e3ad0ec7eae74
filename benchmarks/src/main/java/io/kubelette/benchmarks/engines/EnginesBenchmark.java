package io.kubelette.benchmarks.engines;

import io.kubelette.loop.Clock;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
  private static final int MANY = 30;

  private static final String RUNNING = "seconds from create to Running, one pod of one container";
  private static final String ANSWERS = "seconds until its port answers, one pod of one container";
  private static final String TWO =
      "seconds until two containers run: one pod, and two GenericContainers";
  private static final String FIRST =
      "seconds from the start of a JVM until its first container runs";

  /** The compilers of this JVM and the caches of the engine have settled by then. */
  private static final int WARM_UP = 3;

  private static final int SIDE_BY_SIDE = 4;

  /** What can be measured by itself. */
  private static final Set<String> PARTS =
      Set.of("docker", "ready", "two", "first", "podman", "many", "idle");

  /**
   * What is measured.
   *
   * @param runs how often one pod is started in each way
   * @param rounds how often many pods are started at once
   * @param idle for how long an idle node is watched
   * @param engines where all of it runs
   * @param only which parts of it: {@code docker}, {@code ready}, {@code two}, {@code first},
   *     {@code podman}, {@code many}, {@code idle}
   */
  public record Plan(int runs, int rounds, Duration idle, Engines engines, Set<String> only) {

    /** Refuses parts that there are not. */
    public Plan {
      if (!PARTS.containsAll(only)) {
        throw new IllegalArgumentException("--only is some of " + PARTS + ", with commas between");
      }
    }

    boolean has(String part) {
      return only.contains(part) && (!part.equals("podman") || !engines.podman().isEmpty());
    }
  }

  /**
   * The engines.
   *
   * @param image what the containers run; both engines have it
   * @param docker where the Docker Engine listens, to which {@code DOCKER_HOST} points too
   * @param podman the folder of {@code .ci/podman}; empty to leave Podman out
   */
  public record Engines(String image, String docker, String podman) {}

  private EnginesBenchmark() {}

  /** All that can be measured. */
  public static Set<String> parts() {
    return PARTS;
  }

  /** Runs it and prints it. */
  public static void run(Plan plan) throws Exception {
    Engines engines = plan.engines();
    if (plan.has("first")) {
      Ways.to(FIRST, DOCKER, new FreshJvm("kubelette", engines))
          .beside(TESTCONTAINERS, new FreshJvm("testcontainers", engines))
          .compare(1, plan.runs());
    }
    String image = engines.image();
    BarePair bare = new BarePair(Program.docker(), image);
    try (NodeOnEngine node = NodeOnEngine.at(URI.create(engines.docker()), image)) {
      if (plan.has("docker")) {
        Ways.to(RUNNING, DOCKER, node)
            .beside(BARE, bare)
            .beside(TESTCONTAINERS, ByTestcontainers.sleeping(image))
            .compare(WARM_UP, plan.runs());
      }
      if (plan.has("ready")) {
        Ways.to(ANSWERS, DOCKER, node.listening())
            .beside(TESTCONTAINERS, ByTestcontainers.listening(image))
            .compare(WARM_UP, plan.runs());
      }
      if (plan.has("two")) {
        Ways.to(TWO, DOCKER, node.ofTwo())
            .beside(TESTCONTAINERS, ByTestcontainers.twoSleeping(image))
            .compare(WARM_UP, plan.runs());
      }
      if (plan.has("podman")) {
        podman(plan);
      }
      if (plan.has("many")) {
        many(plan, node, bare);
      }
      if (plan.has("idle")) {
        Idling.of(node, EngineProcesses.of(URI.create(engines.docker()))).print(plan.idle(), MANY);
      }
    }
  }

  private static void podman(Plan plan) throws Exception {
    Engines engines = plan.engines();
    URI socket = URI.create("unix://" + engines.podman() + "/podman.sock");
    try (NodeOnEngine node = NodeOnEngine.at(socket, engines.image())) {
      Ways.to(RUNNING, PODMAN, node)
          .beside(PLAY, new PlayKube(Program.podman(engines.podman()), engines.image()))
          .compare(WARM_UP, plan.runs());
    }
  }

  private static void many(Plan plan, NodeOnEngine node, BarePair bare) throws Exception {
    Way ours =
        name -> {
          List<String> names = names(name);
          double seconds = node.start(names);
          node.remove(names);
          return seconds;
        };
    Way theirs =
        name -> {
          List<String> names = names(name);
          double seconds = startSideBySide(names, bare);
          bare.remove(names);
          return seconds;
        };
    Ways.to("seconds until the last of " + MANY + " runs", DOCKER, ours)
        .beside(BARE, theirs)
        .compare(1, plan.rounds());
  }

  static List<String> names(String prefix) {
    return IntStream.range(0, MANY).mapToObj(i -> prefix + "-" + i).toList();
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
}

package io.kubelette.benchmarks.pods;

import io.kubelette.benchmarks.Quartiles;
import io.kubelette.benchmarks.ThisProcess;
import io.kubelette.loop.Clock;
import io.kubelette.model.Pod;
import io.kubelette.pod.PlanTurns;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts many pods on a node of the fake runtime, first in a cold JVM and then in a warm one, and
 * looks at what they cost while nothing happens; then times one turn of the plan.
 */
public final class PodsBenchmark {

  /** Longer than the recorder takes to write what is left in its queue, and idle threads live. */
  private static final Duration SETTLES = Duration.ofSeconds(35);

  private static final Clock CLOCK = Clock.system();

  private PodsBenchmark() {}

  /**
   * What is to be done.
   *
   * @param count how many pods
   * @param warmup how often they are started before the JVM counts as warm; the first is the cold
   *     one
   * @param rounds how often they are started in the warm JVM
   * @param idle for how long the idle node is watched
   * @param files the folder in which nodes have their root directories
   */
  public record Plan(int count, int warmup, int rounds, Duration idle, Path files) {

    private String name(int round) {
      return round >= warmup ? "warm" : round == 0 ? "cold" : "warming";
    }
  }

  /** Runs all and prints it. */
  public static void run(Plan plan) throws IOException, InterruptedException {
    int count = plan.count();
    int last = plan.warmup() + plan.rounds() - 1;
    List<Pod> manifests = ManyPods.manifests(count);
    List<Double> warm = new ArrayList<>();
    System.out.println("files of the nodes: " + plan.files());
    for (int round = 0; round <= last; round++) {
      try (ManyPods node = ManyPods.on(count, plan.files())) {
        long heapBefore = round == last ? ThisProcess.reachableHeap() : 0;
        int threadsBefore = ThisProcess.threads();
        Duration cpuBefore = ThisProcess.cpu();
        double seconds = node.run(manifests);
        System.out.printf(
            "%d pods, create to Running, %s JVM: %.2f s, CPU time of all threads: %.2f s%n",
            count,
            plan.name(round),
            seconds,
            seconds(ThisProcess.cpu().minus(cpuBefore).toNanos()));
        if (round >= plan.warmup()) {
          warm.add(seconds);
        }
        if (round == last) {
          CLOCK.sleep(SETTLES);
          printIdle(count, heapBefore, threadsBefore);
          printCpu(count, plan.idle());
        }
      }
    }
    System.out.println("create to Running, warm, s:      " + Quartiles.of(warm));
    PlanTurns.measure().forEach((pod, micros) -> System.out.println(pod + ", µs:  " + micros));
  }

  private static void printIdle(int count, long heapBefore, int threadsBefore) {
    long heap = ThisProcess.reachableHeap() - heapBefore;
    System.out.printf(
        "heap of an idle pod: %.2f KB (of its node, its API and its engine together)%n",
        heap / 1024.0 / count);
    System.out.printf(
        "threads: %d before the pods, %d with them%n", threadsBefore, ThisProcess.threads());
  }

  private static void printCpu(int count, Duration idle) throws InterruptedException {
    Duration before = ThisProcess.cpu();
    long began = CLOCK.nanoTime();
    CLOCK.sleep(idle);
    double used = seconds(ThisProcess.cpu().minus(before).toNanos());
    System.out.printf(
        "CPU of an idle node with %d pods: %.2f %% of a core%n",
        count, 100 * used / seconds(CLOCK.nanoTime() - began));
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}

package io.kubelette.benchmarks.engines;

import io.kubelette.benchmarks.ThisProcess;
import io.kubelette.loop.Clock;
import java.time.Duration;
import java.util.List;

/**
 * What a node costs whose pods only run: this process, and its engine's.
 *
 * @param node that has no pods yet
 * @param engine its processes
 */
record Idling(NodeOnEngine node, EngineProcesses engine) {

  /** By then the starts are paid for, and what is done again and again has been compiled. */
  private static final Duration SETTLES = Duration.ofMinutes(3);

  static Idling of(NodeOnEngine node, EngineProcesses engine) {
    return new Idling(node, engine);
  }

  void print(Duration watched, int pods) throws InterruptedException {
    Clock clock = Clock.system();
    double alone = cores(engine::cpu, watched.dividedBy(4));
    List<String> names = EnginesBenchmark.names("kubelette-benchmark-idle");
    node.start(names);
    clock.sleep(SETTLES);
    long began = clock.nanoTime();
    Duration before = ThisProcess.cpu();
    double daemon = cores(engine::cpu, watched);
    double own = ThisProcess.cpu().minus(before).toNanos() / (double) (clock.nanoTime() - began);
    System.out.printf(
        "CPU of an idle node with %d pods, over %d s: %.2f %% of a core%n",
        pods, watched.toSeconds(), 100 * own);
    System.out.printf(
        "CPU of its engine meanwhile: %.2f %%, and %.2f %% before there were pods%n",
        100 * daemon, 100 * alone);
    node.remove(names);
  }

  private static double cores(java.util.function.Supplier<Duration> cpu, Duration watched)
      throws InterruptedException {
    Clock clock = Clock.system();
    Duration before = cpu.get();
    long began = clock.nanoTime();
    clock.sleep(watched);
    return cpu.get().minus(before).toNanos() / (double) (clock.nanoTime() - began);
  }
}

package io.kubelette.simulation;

import io.kubelette.loop.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Runs by hand: one seed with its trace, or many with what they break. */
final class SimulationRuns {

  private SimulationRuns() {}

  /** One seed, or the first and the one after the last. */
  public static void main(String[] args) {
    long first = Long.parseLong(args[0]);
    if (args.length == 1) {
      Simulation.Verdict verdict = Simulation.run(first);
      System.out.println(verdict.trace().about(""));
      System.out.println(verdict.broken());
      System.out.println(verdict.trace().digest());
      return;
    }
    long end = Long.parseLong(args[1]);
    Map<String, String> found = new TreeMap<>();
    long began = Clock.system().nanoTime();
    LongStream.range(first, end)
        .mapToObj(Simulation::run)
        .peek(SimulationRuns::tell)
        .forEach(
            verdict ->
                verdict
                    .broken()
                    .ifPresent(
                        b ->
                            found.merge(
                                b.invariant(),
                                verdict.seed() + " " + b.subject() + " " + b.why(),
                                (x, y) -> x.length() > 4000 ? x + "." : x + "\n    " + y)));
    Duration took = Duration.ofNanos(Clock.system().nanoTime() - began);
    found.forEach((name, seeds) -> System.out.println(name + "\n    " + seeds));
    System.out.println((end - first) + " seeds in " + took);
  }

  /** At once, since many runs take long. */
  private static void tell(Simulation.Verdict verdict) {
    String broken = verdict.broken().map(Broken::toString).orElse("passes");
    System.err.println(verdict.seed() + " " + broken);
  }
}

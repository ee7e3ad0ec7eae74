package io.kubelette.simulation;

import io.kubelette.loop.Clock;
import java.time.Duration;

/** A soak by hand: a seed, and how many days. */
final class SoakRuns {

  private SoakRuns() {}

  public static void main(String[] args) {
    long began = Clock.system().nanoTime();
    Soak.Verdict verdict = Soak.run(Long.parseLong(args[0]), Integer.parseInt(args[1]));
    Duration took = Duration.ofNanos(Clock.system().nanoTime() - began);
    if (verdict.broken().isPresent()) {
      System.out.println(verdict.trace().about(""));
      System.out.println(verdict.broken());
    }
    System.out.println(
        "%d disturbances, %d pods, %d writes in %s"
            .formatted(verdict.disturbances(), verdict.created(), verdict.writes(), took));
  }
}

package io.kubelette.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SimulationTest {

  /** What a build has time for. */
  private static final int SHORT = 40;

  private static final int LONG = 1_000;

  @Test
  void everyInvariantHoldsInEveryRun() {
    String one = System.getenv("KUBELETTE_SIMULATION_SEED");
    run(one == null ? LongStream.range(0, SHORT) : LongStream.of(Long.parseLong(one)));
  }

  @Test
  @Tag("long")
  void everyInvariantHoldsInAThousandRuns() {
    run(LongStream.range(0, LONG));
  }

  @Test
  void aSeedAlwaysGivesTheSameTrace() {
    String once = Simulation.run(7).trace().about("");
    String again = Simulation.run(7).trace().about("");

    assertThat(again).isEqualTo(once);
    assertThat(Simulation.run(8).trace().about("")).isNotEqualTo(once);
  }

  private static void run(LongStream seeds) {
    seeds.forEach(
        seed -> {
          Simulation.Verdict verdict = Simulation.run(seed);
          assertThat(verdict.broken()).as(verdict::report).isEmpty();
        });
  }
}

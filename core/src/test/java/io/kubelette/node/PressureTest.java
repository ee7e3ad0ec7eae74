package io.kubelette.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.Quantity;
import io.kubelette.runtime.Pressure;
import io.kubelette.runtime.PressureSignals;
import io.kubelette.runtime.PressureThresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Row({"K00-21", "K18-04"})
class PressureTest {

  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final Instant NOON = Samples.NOON;

  @ParameterizedTest
  @CsvSource({
    // memory, file system of 264212084Ki, pids, expected
    "20Gi, 200Gi, 30000, ''",
    "100Mi, 200Gi, 30000, ''",
    "102399Ki, 200Gi, 30000, MEMORY",
    "20Gi, 26421209Ki, 30000, ''",
    "20Gi, 26421208Ki, 30000, DISK",
    "20Gi, 200Gi, 10, ''",
    "20Gi, 200Gi, 9, PID",
    "0, 0, 0, MEMORY DISK PID",
    ", , , ''"
  })
  void isSeenBelowTheThreshold(String memory, String nodefs, Long pids, String expected) {
    PressureSignals signals = new PressureSignals(quantity(memory), quantity(nodefs), pids);
    PressureThresholds thresholds = PressureThresholds.defaults().withPids(10);

    Set<Pressure> seen = Pressure.seenIn(signals, Samples.FACTS, thresholds);

    assertThat(String.join(" ", seen.stream().map(Pressure::name).toList())).isEqualTo(expected);
  }

  @Test
  void hasNoThresholdForProcessesUnlessToldSo() {
    PressureSignals signals = new PressureSignals(null, null, 0L);

    assertThat(Pressure.seenIn(signals, Samples.FACTS, PressureThresholds.defaults())).isEmpty();
  }

  @Test
  void countsForAWhileAfterItWasLastSeen() {
    PressureMemory memory =
        PressureMemory.NONE
            .after(Set.of(Pressure.DISK), NOON)
            .after(Set.of(Pressure.DISK, Pressure.MEMORY), NOON.plusSeconds(60))
            .after(Set.of(Pressure.MEMORY), NOON.plusSeconds(120));

    assertThat(memory.active(NOON.plusSeconds(120), FIVE_MINUTES))
        .containsExactly(Pressure.MEMORY, Pressure.DISK);
    assertThat(memory.active(NOON.plusSeconds(359), FIVE_MINUTES))
        .containsExactly(Pressure.MEMORY, Pressure.DISK);
    assertThat(memory.active(NOON.plusSeconds(360), FIVE_MINUTES)).containsExactly(Pressure.MEMORY);
    assertThat(memory.active(NOON.plusSeconds(420), FIVE_MINUTES)).isEmpty();
  }

  @Test
  void countsAtTheMomentItIsSeenEvenWithoutPersistence() {
    PressureMemory memory = PressureMemory.NONE.after(Set.of(Pressure.DISK), NOON);

    assertThat(memory.active(NOON, Duration.ZERO)).containsExactly(Pressure.DISK);
    assertThat(memory.active(NOON.plusSeconds(10), Duration.ZERO)).isEmpty();
  }

  private static Quantity quantity(String text) {
    return text == null ? null : Quantity.parse(text);
  }
}

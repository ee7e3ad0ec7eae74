package io.kubelette.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Delays that grow up to a limit. */
final class BackoffTest {

  @Test
  void doublesUpToItsLimit() {
    Backoff backoff = Backoff.doubling(Duration.ofSeconds(10), Duration.ofSeconds(300));
    List<Long> delays = new ArrayList<>();
    Duration delay = Duration.ZERO;
    for (int i = 0; i < 8; i++) {
      delay = backoff.after(delay);
      delays.add(delay.toSeconds());
    }

    assertThat(delays).containsExactly(10L, 20L, 40L, 80L, 160L, 300L, 300L, 300L);
  }

  @Test
  void aFactorOfOneKeepsAnEvenPace() {
    Backoff even = new Backoff(Duration.ofSeconds(7), Duration.ofSeconds(300), 1);

    assertThat(even.after(even.after(Duration.ZERO))).isEqualTo(Duration.ofSeconds(7));
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @CsvSource({"PT-1S, PT1S, 2", "PT2S, PT1S, 2", "PT1S, PT2S, 0"})
  void refusesWhatDoesNotGrow(Duration initial, Duration max, int factor) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(initial, max, factor));
  }
}

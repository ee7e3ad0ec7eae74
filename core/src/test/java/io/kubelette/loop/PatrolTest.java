package io.kubelette.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Looking, resting, looking again, in time that the test moves. */
final class PatrolTest {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration REST = Duration.ofSeconds(10);

  private final ManualTime time = ManualTime.at(Instant.EPOCH);
  private final List<String> heard = new ArrayList<>();
  private Duration latency = Duration.ZERO;
  private int looks;

  private Patrol<Integer> patrol() {
    Trip.Route route =
        new Trip.Route(
            ManualEventLoop.on(time), ManualIoPool.on(time, () -> latency), Duration.ofSeconds(5));
    return Patrol.start(
        route,
        new Patrol.Pace(FIRST, REST),
        () -> {
          int number = ++looks;
          return () -> number;
        },
        landing ->
            heard.add(
                landing
                    .failure()
                    .map(failure -> failure instanceof TimeoutException ? "late" : "failed")
                    .orElseGet(() -> landing.result().toString())));
  }

  @Test
  void restsBetweenTheEndOfALookAndTheNext() {
    latency = Duration.ofSeconds(3);
    patrol();

    time.advance(FIRST.minusNanos(1));
    assertThat(looks).isZero();
    time.advance(latency.plusNanos(1));
    assertThat(heard).containsExactly("1");
    time.advance(REST.minusNanos(1));
    assertThat(looks).isOne();
    time.advance(latency.plusNanos(1));
    assertThat(heard).containsExactly("1", "2");
  }

  @Test
  void goesOnAfterALookThatFailed() {
    latency = Duration.ofSeconds(6);
    patrol();
    time.advance(FIRST.plusSeconds(5));
    latency = Duration.ZERO;
    time.advance(REST);

    assertThat(heard).containsExactly("late", "2");
  }

  @Test
  void nothingIsLeftOfItAfterItsClose() {
    patrol().close();
    time.advance(Duration.ofMinutes(1));
    latency = Duration.ofSeconds(2);
    Patrol<Integer> looking = patrol();
    time.advance(FIRST);
    looking.close();
    time.advance(Duration.ofMinutes(1));

    assertThat(looks).isOne();
    assertThat(heard).isEmpty();
    assertThat(time.pending()).isZero();
  }
}

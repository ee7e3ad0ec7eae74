package io.kubelette.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** A trip's landings, in time that the test moves. */
final class TripTest {

  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final ManualTime time = ManualTime.at(Instant.EPOCH);
  private final ManualEventLoop loop = ManualEventLoop.on(time);
  private final List<Landing<String>> landings = new ArrayList<>();
  private Duration latency = Duration.ZERO;
  private final Trip.Route route =
      new Trip.Route(loop, ManualIoPool.on(time, () -> latency), DEADLINE);
  private int ran;

  private Trip<String> begin() {
    return Trip.<String>begin(
        route,
        () -> {
          ran++;
          return "there";
        },
        landings::add);
  }

  private Landing<String> landing() {
    assertThat(landings).hasSize(1);
    return landings.get(0);
  }

  @Test
  void bringsItsResultBackToTheLoop() {
    List<Boolean> onLoop = new ArrayList<>();
    Trip.begin(route, () -> "there", landing -> onLoop.add(loop.inLoop()));
    begin();
    assertThat(landings).as("never inside begin").isEmpty();

    time.runReady();

    assertThat(landing().result()).isEqualTo("there");
    assertThat(landing().failure()).isEmpty();
    assertThat(onLoop).containsExactly(true);
    assertThat(time.pending()).isZero();
  }

  @Test
  void bringsAFailureBack() {
    IllegalStateException failure = new IllegalStateException("no way");
    Trip.<String>begin(
        route,
        () -> {
          throw failure;
        },
        landings::add);
    time.runReady();

    assertThat(landing().failure()).containsSame(failure);
    Assertions.assertThatExceptionOfType(NoSuchElementException.class)
        .isThrownBy(() -> landing().result())
        .withMessageContaining("no way");
  }

  @Test
  void bringsAnErrorBack() {
    Trip.<String>begin(
        route,
        () -> {
          throw new StackOverflowError();
        },
        landings::add);
    time.runReady();

    assertThat(landing().failure()).containsInstanceOf(StackOverflowError.class);
  }

  @Test
  void doesNotRunWhenItIsCancelledWhileItWaits() {
    latency = Duration.ofSeconds(1);
    Trip<String> trip = begin();

    trip.cancel();
    assertThat(landings).as("never inside cancel").isEmpty();
    time.runReady();
    assertThat(landing().failure()).containsInstanceOf(CancellationException.class);

    time.advance(Duration.ofMinutes(1));
    assertThat(ran).isZero();
    assertThat(landings).hasSize(1);
    assertThat(time.pending()).isZero();
  }

  @Test
  void landsOnceHoweverOftenItIsCancelled() {
    latency = Duration.ofSeconds(1);
    Trip<String> trip = begin();
    trip.cancel();
    trip.cancel();
    time.runReady();
    trip.cancel();
    time.advance(Duration.ofMinutes(1));

    assertThat(landings).hasSize(1);
  }

  @Test
  void aCancellationAfterTheBodyChangesNothing() {
    Trip<String> trip = begin();
    time.runReady();

    trip.cancel();
    time.runReady();

    assertThat(landing().result()).isEqualTo("there");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void theDeadlineDoesNotCountTheWaitForAThread() {
    latency = DEADLINE.minusSeconds(1);
    Trip.<String>begin(
        route,
        () -> {
          time.advance(DEADLINE.minusNanos(1));
          return "there";
        },
        landings::add);
    time.advance(Duration.ofMinutes(1));

    assertThat(landing().result()).isEqualTo("there");
    assertThat(time.pending()).isZero();
  }

  @Test
  void oneThatGetsNoThreadInTimeFailsAndNeverRuns() {
    latency = DEADLINE.plusNanos(1);
    Trip<String> trip = begin();

    time.advance(DEADLINE.minusNanos(1));
    assertThat(landings).isEmpty();
    time.advance(Duration.ofNanos(1));

    assertThat(landing().failure()).containsInstanceOf(Trip.NoThreadException.class);
    assertThat(landing().failure().orElseThrow()).hasMessageContaining("no thread");
    assertThat(trip.isRunning()).isFalse();
    time.advance(Duration.ofMinutes(1));
    trip.cancel();
    time.runReady();
    assertThat(ran).isZero();
    assertThat(landings).hasSize(1);
    assertThat(time.pending()).isZero();
  }

  @Test
  void theWaitForAThreadMayHaveALimitOfItsOwn() {
    latency = DEADLINE.multipliedBy(3);
    Trip.<String>begin(route.withPatience(latency.plusNanos(1)), () -> "there", landings::add);
    Trip.<String>begin(route.withPatience(Duration.ofSeconds(1)), () -> "none", landings::add);

    time.advance(latency);
    time.runReady();

    assertThat(landings).hasSize(2);
    assertThat(landings.get(0).failure()).containsInstanceOf(Trip.NoThreadException.class);
    assertThat(landings.get(1).result()).isEqualTo("there");
  }

  @Test
  void aBodyThatBeganLateHasItsWholeDeadline() {
    latency = Duration.ofSeconds(3);
    Trip.<String>begin(route, this::outlivesItsDeadline, landings::add);
    time.advance(Duration.ofMinutes(1));

    assertThat(overdue()).isNotInstanceOf(Trip.NoThreadException.class);
  }

  @Test
  void aBodyHasNoLongerThanItsDeadlineHoweverLongItMightHaveWaited() {
    latency = DEADLINE.multipliedBy(2).plusSeconds(2);
    Trip.Route patient = route.withPatience(Duration.ofDays(3650));
    Trip.<String>begin(patient, this::outlivesItsDeadline, landings::add);
    time.advance(Duration.ofMinutes(1));

    assertThat(overdue()).isNotInstanceOf(Trip.NoThreadException.class);
  }

  @Test
  void landsAtItsDeadlineAndDropsWhatComesLater() {
    Trip.<String>begin(route, this::outlivesItsDeadline, landings::add);
    time.advance(Duration.ofMinutes(1));

    assertThat(overdue()).hasMessageContaining("PT5S");
  }

  /** A body around which time goes on. */
  private String outlivesItsDeadline() {
    time.advance(DEADLINE.minusNanos(1));
    assertThat(landings).isEmpty();
    time.advance(Duration.ofNanos(1));
    assertThat(landings).hasSize(1);
    return "late";
  }

  private Throwable overdue() {
    assertThat(landing().failure()).containsInstanceOf(TimeoutException.class);
    assertThat(time.pending()).isZero();
    return landing().failure().orElseThrow();
  }

  @Test
  void anInterruptOfTheBodyEndsWithTheBody() {
    List<Boolean> interrupted = new ArrayList<>();
    Trip.<String>begin(
        route,
        () -> {
          time.advance(DEADLINE);
          interrupted.add(Thread.currentThread().isInterrupted());
          return "late";
        },
        landings::add);
    time.runReady();

    assertThat(interrupted).containsExactly(true);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void anInterruptedBodyLandsAsCancelled() {
    Trip.<String>begin(
        route,
        () -> {
          throw new InterruptedException();
        },
        landings::add);
    time.runReady();

    assertThat(landing().failure()).containsInstanceOf(CancellationException.class);
  }

  @Test
  void neverLandsOnAClosedLoop() {
    begin();
    loop.close();
    time.advance(Duration.ofMinutes(1));

    assertThat(ran).isOne();
    assertThat(landings).isEmpty();
    assertThat(time.pending()).isZero();
  }
}

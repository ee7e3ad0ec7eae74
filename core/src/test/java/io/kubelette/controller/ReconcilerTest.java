package io.kubelette.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualIoPool;
import io.kubelette.loop.ManualTime;
import io.kubelette.loop.Trip;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReconcilerTest {

  private final ManualTime time = ManualTime.at(Instant.EPOCH);
  private final ManualEventLoop loop = ManualEventLoop.on(time);
  private final ManualIoPool pool = ManualIoPool.on(time, () -> Duration.ofSeconds(1));
  private final List<String> log = new ArrayList<>();
  private int failures;
  private int undecided;
  private boolean idle;
  private final Reconciler<String> reconciler =
      new Reconciler<>("test", new Trip.Route(loop, pool, Duration.ofMinutes(1)), this::decide);

  @Test
  void marksBeforeTheWorkBeginsAreOneWork() {
    mark("a");
    mark("a");
    time.advance(Duration.ofSeconds(10));
    assertThat(log).containsExactly("decide a", "work a");
  }

  @Test
  void aMarkDuringTheWorkIsOneMoreWorkAfterIt() {
    mark("a");
    time.advance(Duration.ofMillis(500));
    mark("a");
    mark("a");
    time.runReady();
    assertThat(log).containsExactly("decide a");
    time.advance(Duration.ofSeconds(10));
    assertThat(log).containsExactly("decide a", "work a", "decide a", "work a");
  }

  @Test
  void keysDoNotWaitForEachOther() {
    mark("a");
    mark("b");
    time.advance(Duration.ofSeconds(1));
    assertThat(log).containsExactly("decide a", "decide b", "work a", "work b");
  }

  @Test
  void failedWorkIsDoneAgainAfterAGrowingDelay() {
    failures = 3;
    mark("a");
    time.advance(Duration.ofMillis(4 * 1000 + 5 + 10 + 19));
    assertThat(log.stream().filter("work a"::equals)).hasSize(3);
    time.advance(Duration.ofMillis(1));
    assertThat(log.stream().filter("work a"::equals)).hasSize(4);
    assertThat(time.pending()).isZero();
  }

  @Test
  void aDecisionThatFailsIsMadeAgain() {
    undecided = 2;
    mark("a");
    time.advance(Duration.ofSeconds(10));
    assertThat(log).containsExactly("decide a", "decide a", "decide a", "work a");
    assertThat(time.pending()).isZero();
  }

  @Test
  void whatNeedsNothingTakesNoTrip() {
    idle = true;
    mark("a");
    time.runReady();
    assertThat(log).containsExactly("decide a");
    assertThat(time.pending()).isZero();
    idle = false;
    mark("a");
    time.advance(Duration.ofSeconds(1));
    assertThat(log).containsExactly("decide a", "decide a", "work a");
  }

  @Test
  void nothingBeginsAfterClose() {
    mark("a");
    loop.execute(reconciler::close);
    time.advance(Duration.ofSeconds(10));
    mark("b");
    time.advance(Duration.ofSeconds(10));
    assertThat(log).doesNotContain("decide b");
    assertThat(time.pending()).isZero();
  }

  private void mark(String key) {
    loop.execute(() -> reconciler.mark(key));
  }

  private Reconciler.Work decide(String key) {
    log.add("decide " + key);
    if (undecided-- > 0) {
      throw new IllegalStateException("this failure is part of the test");
    }
    if (idle) {
      return Reconciler.Work.NOTHING;
    }
    return () -> {
      log.add("work " + key);
      if (failures-- > 0) {
        throw new IllegalStateException("this failure is part of the test");
      }
    };
  }
}

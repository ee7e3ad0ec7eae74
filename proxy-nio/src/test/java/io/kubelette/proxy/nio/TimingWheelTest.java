package io.kubelette.proxy.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimingWheelTest {

  private static final long TICK = TimingWheel.TICK.toNanos();
  private static final long START = Long.MAX_VALUE - 10 * TICK;

  private final TimingWheel wheel = new TimingWheel(START);
  private final List<String> ran = new ArrayList<>();

  @Test
  void runsNeverEarlyAndAtMostOneTickLate() {
    wheel.set(timer("a"), at(3 * TICK + 1));
    advance(3 * TICK + TICK / 2);
    assertThat(ran).isEmpty();
    advance(4 * TICK + 1);
    assertThat(ran).containsExactly("a");
    advance(100_000 * TICK);
    assertThat(ran).containsExactly("a");
  }

  @Test
  void keepsTimersThatAreManyTurnsAway() {
    long hour = TimeUnit.HOURS.toNanos(1);
    wheel.set(timer("hour"), at(hour));
    for (long now = 0; now < hour; now += TimeUnit.SECONDS.toNanos(7)) {
      advance(now);
    }
    assertThat(ran).isEmpty();
    advance(hour + TICK);
    assertThat(ran).containsExactly("hour");
    assertThat(wheel.nanosUntilNext(at(hour + TICK))).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aCancelledTimerDoesNotRun() {
    WheelTimer timer = timer("a");
    wheel.set(timer, at(TICK));
    timer.cancel();
    timer.cancel();
    assertThat(timer.isSet()).isFalse();
    advance(10 * TICK);
    assertThat(ran).isEmpty();
  }

  @Test
  void aTimerSetTwiceRunsOnceAtTheLaterSetting() {
    WheelTimer timer = timer("a");
    wheel.set(timer, at(TICK));
    wheel.set(timer, at(5 * TICK));
    advance(4 * TICK);
    assertThat(ran).isEmpty();
    advance(5 * TICK);
    assertThat(ran).containsExactly("a");
  }

  @Test
  void anActionMayCancelOthersAndSetItselfAgain() {
    WheelTimer[] timers = new WheelTimer[2];
    for (int i = 0; i < 2; i++) {
      int mine = i;
      timers[i] =
          new WheelTimer(
              () -> {
                ran.add("t" + mine);
                timers[1 - mine].cancel();
                if (ran.size() < 3) {
                  wheel.set(timers[mine], at((ran.size() + 2) * TICK));
                }
              });
      wheel.set(timers[i], at(2 * TICK));
    }
    for (int tick = 1; tick < 10; tick++) {
      advance(tick * TICK);
    }
    assertThat(ran).hasSize(3).containsOnly("t0");
  }

  @Test
  void aFailingActionStopsNoOther() {
    List<Throwable> failures = new ArrayList<>();
    wheel.set(
        new WheelTimer(
            () -> {
              throw new IllegalStateException("scripted");
            }),
        at(TICK));
    wheel.set(timer("other"), at(TICK));
    wheel.advance(at(2 * TICK), failures::add);
    assertThat(ran).containsExactly("other");
    assertThat(failures).hasSize(1);
  }

  @Test
  void aLongPauseSkipsNothing() {
    for (int i = 1; i < 3000; i += 100) {
      wheel.set(timer("t" + i), at(i * TICK));
    }
    advance(5000 * TICK);
    assertThat(ran).hasSize(30);
  }

  @Test
  void tellsWhenToLookAgain() {
    assertThat(wheel.nanosUntilNext(at(0))).isEqualTo(Long.MAX_VALUE);
    wheel.set(timer("a"), at(20 * TICK));
    assertThat(wheel.nanosUntilNext(at(0))).isEqualTo(20 * TICK);
    advance(15 * TICK);
    assertThat(wheel.nanosUntilNext(at(15 * TICK))).isEqualTo(5 * TICK);
  }

  @Test
  void runsEachOfManyTimersInItsTick() {
    Random random = new Random(7);
    long[] due = new long[2000];
    long[] ranAt = new long[due.length];
    long[] now = new long[1];
    for (int i = 0; i < due.length; i++) {
      int index = i;
      due[i] = 1 + (long) (random.nextDouble() * 3000 * TICK);
      wheel.set(new WheelTimer(() -> ranAt[index] = now[0]), at(due[i]));
    }
    for (now[0] = 0; now[0] < 3002 * TICK; now[0] += TICK) {
      advance(now[0]);
    }
    for (int i = 0; i < due.length; i++) {
      assertThat(ranAt[i] - due[i]).isBetween(0L, TICK);
    }
  }

  private WheelTimer timer(String name) {
    return new WheelTimer(() -> ran.add(name));
  }

  private void advance(long sinceStart) {
    wheel.advance(at(sinceStart), failure -> fail(failure));
  }

  private static long at(long sinceStart) {
    // Wraps around, as a monotonic clock may.
    return START + sinceStart;
  }
}

package io.kubelette.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Time by hand, and what hangs on it. */
final class ManualTimeTest {

  private final ManualTime time = ManualTime.at(Instant.EPOCH);
  private final ManualEventLoop loop = ManualEventLoop.on(time);
  private final List<String> ran = new ArrayList<>();

  private Runnable note(String name) {
    return () -> ran.add(name + "@" + time.now().getEpochSecond());
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void standsStillUntilItIsMoved() {
    loop.execute(note("a"));

    assertThat(ran).isEmpty();
    assertThat(time.now()).isEqualTo(Instant.EPOCH);
    assertThat(time.pending()).isOne();
  }

  @Test
  void runsByDueTimeAndThenByOrderOfPosting() {
    loop.schedule(seconds(2), note("later"));
    loop.schedule(seconds(1), note("first"));
    loop.schedule(seconds(1), note("second"));
    loop.execute(note("now"));

    time.advance(seconds(3));

    assertThat(ran).containsExactly("now@0", "first@1", "second@1", "later@2");
    assertThat(time.now()).isEqualTo(Instant.EPOCH.plusSeconds(3));
    assertThat(time.nanoTime()).isEqualTo(seconds(3).toNanos());
  }

  @Test
  void sharesOneOrderBetweenLoopsAndPools() {
    ManualIoPool pool = ManualIoPool.on(time);
    ManualEventLoop other = ManualEventLoop.on(time);
    loop.execute(note("loop"));
    pool.execute(note("pool"));
    other.execute(note("other"));

    time.runReady();

    assertThat(ran).containsExactly("loop@0", "pool@0", "other@0");
  }

  @Test
  void runsWhatItsTasksMakeDueOnTheWay() {
    loop.schedule(
        seconds(1),
        () -> {
          loop.schedule(seconds(1), note("inner"));
          loop.schedule(seconds(5), note("too late"));
        });

    time.advance(seconds(2));

    assertThat(ran).containsExactly("inner@2");
    assertThat(time.pending()).isOne();
  }

  @Test
  void aDelayThatHasPassedIsDueNow() {
    loop.schedule(seconds(-5), note("a"));

    time.runReady();

    assertThat(ran).containsExactly("a@0");
  }

  @Test
  void cancelledTasksNeitherRunNorCount() {
    EventLoop.Timer timer = loop.schedule(seconds(1), note("a"));
    timer.cancel();
    timer.cancel();
    assertThat(time.pending()).isZero();

    time.advance(seconds(2));

    assertThat(ran).isEmpty();
  }

  @Test
  void closedLoopsAndPoolsNeitherRunNorCount() {
    ManualIoPool pool = ManualIoPool.on(time);
    loop.execute(note("loop"));
    pool.execute(note("pool"));
    loop.close();
    pool.close();
    loop.execute(note("loop again"));
    pool.execute(note("pool again"));
    assertThat(time.pending()).isZero();

    time.runReady();

    assertThat(ran).isEmpty();
  }

  @Test
  void aTaskThatClosesItsLoopIsTheLast() {
    loop.execute(loop::close);
    loop.execute(note("after"));

    time.runReady();

    assertThat(ran).isEmpty();
  }

  @Test
  void eachTaskOfAPoolHasItsLatency() {
    List<Duration> latencies = new ArrayList<>(List.of(seconds(2), seconds(1)));
    ManualIoPool pool = ManualIoPool.on(time, () -> latencies.remove(0));
    pool.execute(note("slow"));
    pool.execute(note("quick"));

    time.advance(seconds(2));

    assertThat(ran).containsExactly("quick@1", "slow@2");
  }

  @Test
  void aLoopKnowsWhenItRuns() {
    List<Boolean> inLoop = new ArrayList<>();
    loop.execute(() -> inLoop.add(loop.inLoop()));
    time.runReady();

    assertThat(inLoop).containsExactly(true);
    assertThat(loop.inLoop()).isFalse();
  }

  @Test
  void aTaskThatThrowsFailsTheTest() {
    loop.execute(
        () -> {
          throw new IllegalStateException("on purpose");
        });
    loop.execute(note("next"));

    assertThatIllegalStateException().isThrownBy(time::runReady);
    assertThat(loop.inLoop()).isFalse();
    time.runReady();
    assertThat(ran).containsExactly("next@0");
  }

  @Test
  void nobodySleeps() throws InterruptedException {
    time.sleep(Duration.ofHours(1));

    assertThat(time.now()).isEqualTo(Instant.EPOCH);
  }
}

package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualIoPool;
import io.kubelette.loop.ManualTime;
import io.kubelette.model.PodStatus;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.RuntimeEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pod's way round the circle of plan, act and observe, in time that the test moves. */
final class PodWorkerTest {

  private final ManualTime time = ManualTime.at(Scene.NOW);
  private final ManualEventLoop loop = ManualEventLoop.on(time);
  private final RecordedRuntime runtime = new RecordedRuntime(time);
  private final RecordedReports reports = new RecordedReports();
  private final ScriptedNetwork network = new ScriptedNetwork();
  private final List<String> finished = new ArrayList<>();
  private Duration latency = Duration.ZERO;
  private final CountedPool pool = new CountedPool(ManualIoPool.on(time, () -> latency));
  private final Scene scene = Scene.nothing().spec(spec -> Scene.specOf("a"));
  private final PodWorker worker =
      new PodWorker(
          new PodTurn.Context(Scene.POD, Scene.NODE, Scene.CONFIG),
          new Workshop(loop, pool, runtime, reports, Surroundings.none(), network, finished::add),
          scene.desire());

  @AfterEach
  void neverRanTwoAttemptsAtOnce() {
    assertThat(runtime.violations()).isEmpty();
  }

  /** Says what is wanted, and that the runtime's events reach the worker. */
  private void begin() {
    runtime.watch(Scene.POD.owner(), event -> loop.execute(() -> worker.poke(event)));
    worker.desire(scene.desire());
  }

  private void settle() {
    time.runReady();
  }

  /** A worker whose pod runs. */
  private void beginAndSettle() {
    begin();
    settle();
    assertThat(runtime.running()).containsExactly("web/a-0");
    runtime.calls();
  }

  @Row({"K03-05", "K05-01"})
  @Test
  void bringsAPodFromNothingToRunningAndThenRests() {
    begin();
    settle();

    assertThat(runtime.calls())
        .containsExactly(
            "runSandbox web/sandbox-0", "pull img-a:1", "create web/a-0", "start web/a-0");
    assertThat(reports.statuses()).extracting(PodStatus::phase).startsWith("Pending");
    assertThat(reports.last().phase()).isEqualTo("Running");
    assertThat(reports.events()).containsExactly("Pulling", "Pulled", "Created", "Started");
    assertThat(time.pending()).isZero();
  }

  @Test
  void aStatusThatSomebodyElseWroteIsWrittenOver() {
    beginAndSettle();
    PodStatus own = reports.last();
    int written = reports.statuses().size();
    worker.desire(scene.apiStatus(any -> own).desire());
    settle();
    assertThat(reports.statuses()).hasSize(written);

    worker.desire(scene.apiStatus(status -> status.withPodIP("10.9.9.9")).desire());
    settle();

    assertThat(reports.statuses()).hasSize(written + 1);
    assertThat(reports.last()).isEqualTo(own);
    assertThat(time.pending()).isZero();
  }

  @Test
  void aPodThatSomebodyElseSaysHasFailedEnds() {
    beginAndSettle();
    PodStatus own = reports.last();
    worker.desire(scene.apiStatus(any -> own).desire());
    settle();
    worker.desire(scene.apiStatus(status -> status.withPhase("Failed")).desire());
    time.advance(Duration.ofMinutes(2));

    assertThat(runtime.running()).isEmpty();
  }

  @Test
  void getsOnInAStormOfEventsWithAtMostOneTripOnEachLane() {
    latency = Duration.ofMillis(70);
    begin();
    for (int i = 0; i < 200; i++) {
      worker.poke(RuntimeEvent.of("uid"));
      if (i % 20 == 10 && !runtime.running().isEmpty()) {
        runtime.exit(runtime.running().get(0), 1);
      }
      time.advance(Duration.ofMillis(30));
    }

    assertThat(pool.most()).isEqualTo(2);
    assertThat(runtime.calls()).contains("start web/a-0");
  }

  @Row({"K11-07", "K03-02"})
  @Test
  void aDeletionCallsAPullBack() {
    runtime.losesEvents();
    runtime.script().during("runSandbox", () -> latency = Duration.ofSeconds(60));
    begin();
    settle();
    assertThat(runtime.calls()).containsExactly("runSandbox web/sandbox-0");

    latency = Duration.ZERO;
    worker.desire(scene.deleted(30).desire());
    settle();

    assertThat(runtime.calls()).containsExactly("removeSandbox web/sandbox-0");
    time.advance(Duration.ofSeconds(60));
    assertThat(reports.deleted()).containsExactly("web");
    assertThat(finished).containsExactly("uid-1");
  }

  @Test
  void anotherImageCallsAPullBack() {
    runtime.losesEvents();
    runtime.script().during("runSandbox", () -> latency = Duration.ofSeconds(60));
    begin();
    settle();
    runtime.calls();

    latency = Duration.ZERO;
    worker.desire(scene.image("a", "img-a:2").desire());
    settle();

    assertThat(runtime.calls()).containsExactly("pull img-a:2", "create web/a-0", "start web/a-0");
  }

  @Test
  void anotherEnvironmentDoesNotCallAPullBack() {
    scene.pullPolicy("a", "Always");
    runtime.losesEvents();
    runtime.script().during("runSandbox", () -> latency = Duration.ofSeconds(60));
    begin();
    settle();
    runtime.calls();

    worker.desire(scene.metadata(m -> m.withGeneration(2L)).desire());
    time.advance(Duration.ofSeconds(60));

    assertThat(runtime.calls()).containsExactly("pull img-a:1");
  }

  @Test
  void aPodDeletedWhileItsSandboxIsMadeLeavesNothing() {
    List<String> deletedTooEarly = new ArrayList<>();
    runtime
        .script()
        .during(
            "runSandbox",
            () -> {
              worker.desire(scene.deleted(30).desire());
              settle();
              deletedTooEarly.addAll(reports.deleted());
            });
    begin();
    settle();

    assertThat(deletedTooEarly).isEmpty();
    assertThat(runtime.isEmpty()).isTrue();
    assertThat(reports.deleted()).containsExactly("web");
    assertThat(time.pending()).isZero();
  }

  @Test
  void aPodDeletedWhileItStartsLeavesNothing() {
    runtime.script().during("start", () -> worker.desire(scene.deleted(30).desire()));
    begin();
    settle();

    assertThat(runtime.calls())
        .containsSubsequence(
            "start web/a-0", "TERMINATE web/a-0", "removeSandbox web/sandbox-0", "remove web/a-0");
    assertThat(runtime.isEmpty()).isTrue();
    assertThat(reports.last().phase()).isEqualTo("Failed");
    assertThat(reports.deleted()).containsExactly("web");
  }

  @Row({"K05-05", "K05-06"})
  @Test
  void restartsAfterBackoffWhenContainerExits() {
    beginAndSettle();

    runtime.exit("web/a-0", 1);
    settle();
    assertThat(runtime.running()).as("the first time at once").containsExactly("web/a-1");

    runtime.exit("web/a-1", 1);
    time.advance(Duration.ofSeconds(10).minusMillis(1));
    assertThat(runtime.running()).isEmpty();

    time.advance(Duration.ofMillis(1));
    assertThat(runtime.running()).containsExactly("web/a-2");
    assertThat(reports.last().containerStatuses().get(0).restartCount()).isEqualTo(2);
  }

  @Row("K11-02")
  @Test
  void killsWhatIgnoresItsTermination() {
    beginAndSettle();
    runtime.ignoresTerm("web/a-0");

    worker.desire(scene.deleted(30).desire());
    time.advance(Duration.ofSeconds(30).minusMillis(1));
    assertThat(runtime.calls()).containsExactly("TERMINATE web/a-0");

    time.advance(Duration.ofMillis(1));
    assertThat(runtime.calls())
        .containsExactly("SIGKILL web/a-0", "removeSandbox web/sandbox-0", "remove web/a-0");
    assertThat(finished).containsExactly("uid-1");
    assertThat(time.pending()).isZero();
  }

  @Row("K03-04")
  @Test
  void aShorterGraceOnTheWayCounts() {
    beginAndSettle();
    runtime.ignoresTerm("web/a-0");
    worker.desire(scene.deleted(30).desire());
    time.advance(Duration.ofSeconds(3));

    worker.desire(scene.deleted(4).desire());
    time.advance(Duration.ofSeconds(1));

    assertThat(runtime.isEmpty()).isTrue();
  }

  @Row("K04-03")
  @Test
  void makesALostSandboxAnew() {
    beginAndSettle();

    runtime.loseSandbox("web/sandbox-0");
    settle();

    assertThat(runtime.calls())
        .containsExactly(
            "TERMINATE web/a-0",
            "removeSandbox web/sandbox-0",
            "runSandbox web/sandbox-1",
            "create web/a-1",
            "start web/a-1");
    assertThat(reports.events()).contains("Killing", "SandboxChanged");
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void doesNotRushWhenWhatItDoesHasNoEffect() {
    runtime.vanishesOnStart();
    begin();
    settle();
    assertThat(runtime.calls()).containsOnlyOnce("create web/a-0", "start web/a-0");

    time.advance(Duration.ofSeconds(30));
    assertThat(runtime.calls())
        .as("every ten seconds")
        .filteredOn(call -> call.startsWith("start"))
        .hasSize(3);

    worker.desire(scene.deleted(30).desire());
    time.advance(Duration.ofSeconds(10));
    assertThat(finished).containsExactly("uid-1");
  }

  @Test
  void looksForAnImageAgainThatWentAway() {
    runtime.script().during("create", () -> runtime.forgetImage("img-a:1"));
    begin();
    settle();
    assertThat(reports.last().containerStatuses().get(0).state().waiting().reason())
        .isEqualTo("CreateContainerError");

    time.advance(Duration.ofSeconds(10));

    assertThat(runtime.running()).containsExactly("web/a-0");
  }

  @Test
  @Row("K18-07")
  void doesNothingBlindlyAndConvergesWhenTheEngineIsBack() {
    beginAndSettle();
    int told = reports.statuses().size();
    runtime.script().down();
    runtime.exit("web/a-0", 1);
    for (int i = 0; i < 5; i++) {
      worker.poke(RuntimeEvent.of("uid"));
      time.advance(Duration.ofSeconds(1));
    }
    long before = runtime.looks();
    time.advance(Duration.ofSeconds(60));
    assertThat(runtime.looks() - before).as("one look each ten seconds").isEqualTo(6);
    assertThat(runtime.calls()).isEmpty();
    assertThat(reports.statuses()).as("what was told stands").hasSize(told);

    runtime.script().up();
    time.advance(Duration.ofSeconds(10));

    assertThat(runtime.running()).containsExactly("web/a-1");
    assertThat(time.pending()).isZero();
  }

  @Test
  void aTripWhoseResultIsNotSeenIsNotRepeated() {
    runtime.script().during("start", () -> runtime.script().fail("observe"));
    begin();
    settle();
    assertThat(runtime.calls()).endsWith("start web/a-0");

    time.advance(Duration.ofSeconds(10));

    assertThat(runtime.calls()).isEmpty();
    assertThat(reports.last().phase()).isEqualTo("Running");
  }

  @Test
  void aDeletionDuringTheLookAfterAStartIsNotDelayed() {
    runtime.losesEvents();
    runtime
        .script()
        .during("start", () -> runtime.script().during("observe", this::deleteWhileLooking));
    begin();
    settle();

    assertThat(runtime.isEmpty()).isTrue();
    assertThat(reports.deleted()).containsExactly("web");
  }

  /** The worker hears of the deletion in the middle of the look, and interrupts it. */
  private void deleteWhileLooking() {
    worker.desire(scene.deleted(30).desire());
    settle();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    throw new ContainerRuntimeException(ContainerRuntimeException.Kind.CANCELLED, "interrupted");
  }

  @Test
  void aStatusThatIsNotTakenIsWrittenAgain() {
    reports.script().fail("write");
    begin();
    time.advance(Duration.ofSeconds(10).minusMillis(1));
    assertThat(reports.statuses()).isEmpty();
    assertThat(runtime.running()).as("the pod does not wait for it").containsExactly("web/a-0");

    time.advance(Duration.ofMillis(1));

    assertThat(reports.last().phase()).isEqualTo("Running");
    assertThat(time.pending()).isZero();
  }

  @Test
  void aDeletionThatIsNotTakenIsRepeated() {
    beginAndSettle();
    reports.script().fail("delete");

    worker.desire(scene.deleted(30).desire());
    settle();
    assertThat(reports.deleted()).isEmpty();
    assertThat(finished).isEmpty();

    time.advance(Duration.ofSeconds(10));
    assertThat(reports.deleted()).containsExactly("web");
    assertThat(finished).containsExactly("uid-1");
  }

  @Test
  void learnsThatItsObjectIsGone() {
    beginAndSettle();
    int told = reports.statuses().size();
    reports.forgetPods();

    runtime.exit("web/a-0", 1);
    settle();
    worker.release();
    time.advance(Duration.ofSeconds(5));

    assertThat(reports.statuses()).hasSize(told);
    assertThat(reports.deleted()).isEmpty();
    assertThat(runtime.isEmpty()).isTrue();
    assertThat(finished).containsExactly("uid-1");
  }

  @Test
  void aReleasedPodVanishesUnreported() {
    beginAndSettle();
    int told = reports.statuses().size();

    worker.release();
    settle();

    assertThat(runtime.isEmpty()).isTrue();
    assertThat(reports.statuses()).hasSize(told);
    assertThat(reports.deleted()).isEmpty();
    assertThat(finished).containsExactly("uid-1");
    assertThat(time.pending()).isZero();
  }

  @Test
  void doesNothingWhileItIsHeld() {
    worker.hold();
    worker.poke(RuntimeEvent.of("uid"));
    settle();
    assertThat(runtime.looks()).isZero();

    worker.desire(scene.desire());
    settle();
    assertThat(runtime.running()).containsExactly("web/a-0");
  }

  @Test
  void stopsWithoutTouchingWhatRuns() {
    beginAndSettle();
    latency = Duration.ofSeconds(1);
    runtime.exit("web/a-0", 1);
    settle();

    worker.stop();
    time.advance(Duration.ofMinutes(10));

    assertThat(runtime.calls()).isEmpty();
    assertThat(finished).isEmpty();
    assertThat(time.pending()).isZero();
  }

  @Test
  void stopsWhileTheEngineIsDown() {
    beginAndSettle();
    runtime.script().down();
    worker.poke(RuntimeEvent.of("uid"));
    settle();
    assertThat(time.pending()).isOne();

    worker.stop();

    assertThat(time.pending()).isZero();
  }
}

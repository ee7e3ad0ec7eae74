package io.kubelette.pod;

import static io.kubelette.pod.Expected.pull;
import static io.kubelette.pod.Expected.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.ContainerState;
import io.kubelette.model.ContainerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a container that ended, or could not start, is started again. */
final class PodPlanBackoffTest {

  @Row({"K05-05", "K00-01", "K03-09"})
  @Test
  void restartsAtOnceAndThenAfterDoublingDelaysFromTheEndOfEachAttempt() {
    Scene scene = Scene.converged();
    long[] waits = {0, 10, 20, 40, 80, 160, 300, 300};
    for (int attempt = 0; attempt < waits.length; attempt++) {
      Duration wait = Duration.ofSeconds(waits[attempt]);
      scene.ended("a", attempt, 1);
      if (!wait.isZero()) {
        Instant due = scene.now().plus(wait);
        assertThat(scene.plan().wakeAt()).isEqualTo(due);
        scene.after(wait.minusMillis(1));
        assertThat(scene.actions()).isEmpty();
        scene.after(Duration.ofMillis(1));
      }

      assertThat(scene.actions())
          .as("after %s", wait)
          .containsExactly(pull(scene, "a", attempt + 1));

      restart(scene, attempt + 1);
    }
  }

  /** Does what the plan asks for: the image is there, and the container starts. */
  private static void restart(Scene scene, int attempt) {
    scene.landed(Outcome.done(pull(scene, "a", attempt)));
    PodAction start = scene.actions().get(0);
    assertThat(start).isInstanceOf(PodAction.StartContainer.class);
    scene.landed(Outcome.done(start)).running("a", attempt);
    assertThat(scene.actions()).isEmpty();
    scene.after(Duration.ofMinutes(1));
  }

  @Row("K05-05")
  @ParameterizedTest(name = "after exit code {0} under {1}")
  @CsvSource({"0, Always", "1, Always", "1, OnFailure"})
  void waitsAlikeForEveryExitThatRestarts(int code, String policy) {
    Scene scene = Scene.converged().policy(policy).ended("a", 1, code).crashed("a", 1, seconds(10));

    assertThat(scene.plan().wakeAt()).isEqualTo(Scene.NOW.plusSeconds(10));
    assertThat(waiting(scene, "a"))
        .contains(
            "CrashLoopBackOff: back-off 10s restarting failed container=a"
                + " pod=web_default(uid-1)");
  }

  @Row({"K06-02", "K05-05"})
  @Test
  void waitsForTheInitContainerThatFails() {
    Scene scene = Scene.empty().init("i").ended("i", 1, 1).crashed("i", 1, seconds(10)).published();

    assertThat(scene.plan().wakeAt()).isEqualTo(Scene.NOW.plusSeconds(10));
    assertThat(waiting(scene, "i").orElseThrow()).startsWith("CrashLoopBackOff: back-off 10s");
  }

  @Row("K03-08")
  @Test
  void doesNotHoldTheOtherContainersUp() {
    Scene scene = Scene.empty().ended("a", 1, 1).crashed("a", 1, seconds(300));

    PodPlan plan = scene.plan();

    assertThat(plan.actions()).contains(pull(scene, "b", 0));
    assertThat(plan.wakeAt()).isEqualTo(Scene.NOW.plusSeconds(300));
  }

  @Row({"K05-05", "K00-01"})
  @Test
  void startsAfreshWhenTheContainerRanTenMinutes() {
    Scene scene = Scene.converged().ended("a", 3, 1).crashed("a", 3, seconds(80));
    scene.remember(m -> begun(m, Duration.ofMinutes(10)));
    assertThat(scene.actions()).as("ten minutes are not longer than ten minutes").isEmpty();

    scene.remember(m -> begun(m, Duration.ofSeconds(601)));

    assertThat(scene.pulled("a", 4).actions()).containsExactly(start(scene, "a", 4, seconds(10)));
  }

  private static PodMemory begun(PodMemory memory, Duration ago) {
    Map<PodMemory.Definition, PodMemory.Crash> crashes = new HashMap<>(memory.crashes());
    crashes.replaceAll(
        (definition, crash) ->
            new PodMemory.Crash(crash.attempt(), crash.delay(), Scene.NOW.minus(ago)));
    return memory.withCrashes(crashes);
  }

  @Row("K05-05")
  @Test
  void startsAfreshWhenTheImageChanged() {
    Scene scene = Scene.converged().ended("a", 3, 1).crashed("a", 3, seconds(80));

    scene.image("a", "img-a:2").pulled("a", 4);

    assertThat(scene.actions()).containsExactly(start(scene, "a", 4, seconds(10)));
  }

  @Row("K05-05")
  @Test
  void goesOnWithTheBackOffOfAnImageThatComesBack() {
    Scene scene = Scene.converged().ended("a", 3, 1).crashed("a", 3, seconds(80));
    scene.image("a", "img-a:2").pulled("a", 4);
    PodAction start = start(scene, "a", 4, seconds(10));
    scene.landed(Outcome.failed(start, "CreateContainerError", new RuntimeException("no")));

    scene.image("a", "img-a:1").pulled("a", 4);

    assertThat(scene.actions()).isEmpty();
    assertThat(scene.after(seconds(80)).pulled("a", 4).actions())
        .containsExactly(start(scene, "a", 4, seconds(160)));
  }

  @Row("K05-05")
  @Test
  void startsAtOnceWhenNothingIsRememberedAsAfterARestartOfTheNode() {
    Scene scene = Scene.converged().ended("a", 7, 1).pulled("a", 8);

    assertThat(scene.actions()).containsExactly(start(scene, "a", 8, seconds(10)));
  }

  @Row("K05-03")
  @Test
  void keepsTheDelayOfAnAttemptThatCouldNotBeCreated() {
    Scene scene = Scene.converged().ended("a", 1, 1).crashed("a", 1, seconds(10));
    scene.after(seconds(10)).pulled("a", 2);
    PodAction start = start(scene, "a", 2, seconds(20));
    assertThat(scene.actions()).containsExactly(start);

    scene.landed(Outcome.failed(start, "CreateContainerError", new RuntimeException("no")));
    scene.after(seconds(10)).pulled("a", 2);

    assertThat(scene.actions()).as("it has waited already").containsExactly(start);
  }

  @Row("K05-05")
  @Test
  void saysOnceForEachAttemptThatItBacksOff() {
    Scene scene = Scene.converged().ended("a", 1, 1).crashed("a", 1, seconds(10));

    assertThat(scene.plan().notices())
        .containsExactly(
            PodNotice.warning(
                "BackOff",
                "Back-off restarting failed container a in pod web_default(uid-1)",
                new ContainerRef(ContainerRole.APP, "a")));
    assertThat(scene.plan().notices()).isEmpty();

    scene.ended("a", 2, 1).crashed("a", 2, seconds(20));

    assertThat(scene.plan().notices()).hasSize(1);
  }

  @Row({"K05-02", "K00-03"})
  @ParameterizedTest
  @ValueSource(strings = {"CreateContainerError", "RunContainerError"})
  void triesAFailedStartAgainAfterARest(String reason) {
    Scene scene = Scene.empty().pulled("a", 0);
    PodAction start = start(scene, "a", 0);
    scene.landed(Outcome.failed(start, reason, new RuntimeException("not so")));

    PodPlan plan = scene.plan();

    assertThat(plan.wakeAt()).isEqualTo(Scene.NOW.plusSeconds(10));
    assertThat(plan.actions()).contains(pull(scene, "b", 0)).doesNotContain(start);
    assertThat(waiting(scene, "a")).contains(reason + ": not so");

    scene.after(seconds(10));

    assertThat(scene.actions())
        .as("the image may be what was missing")
        .containsExactly(pull(scene, "a", 0));
    assertThat(waiting(scene, "a")).as("while it is tried again").contains(reason + ": not so");
  }

  @Test
  void aFailureHoldsOnlyTheAttemptThatFailed() {
    Scene scene = Scene.converged().ended("b", 1, 1);
    var failure =
        new PodMemory.StartFailure(1, "RunContainerError", "not so", Scene.NOW.plusSeconds(10));

    scene.remember(m -> m.withFailure("b", failure));

    assertThat(scene.actions()).containsExactly(pull(scene, "b", 2));
  }

  @Test
  void forgetsAFailedStartThatSucceeds() {
    Scene scene = Scene.empty().pulled("a", 0);
    PodAction start = start(scene, "a", 0);
    scene.landed(Outcome.failed(start, "CreateContainerError", new RuntimeException("not so")));

    scene.after(seconds(10)).landed(Outcome.done(start));

    assertThat(scene.memory().failures()).isEmpty();
  }

  @Test
  void backsOffFromAProgramThatCannotRunAsFromACrash() {
    Scene scene = Scene.converged().ended("b", 1, 127).pulled("b", 1);
    PodAction start = start(scene, "b", 1, seconds(10));

    scene.landed(Outcome.failed(start, "RunContainerError", new RuntimeException("no such file")));

    assertThat(scene.plan().wakeAt()).isEqualTo(Scene.NOW.plusSeconds(10));
    assertThat(waiting(scene, "b").orElseThrow()).startsWith("CrashLoopBackOff");
  }

  @Test
  void sandboxesThatGetLostComeBackEverMoreSlowly() {
    Scene scene = Scene.empty();
    long[] waits = {0, 10, 20, 40, 80, 160, 300, 300};
    scene.landed(Outcome.done(Expected.runSandbox(0)));
    for (int attempt = 0; attempt < waits.length; attempt++) {
      Duration wait = Duration.ofSeconds(waits[attempt]);
      scene.noSandbox().lostSandbox(attempt);
      if (!wait.isZero()) {
        assertThat(scene.plan().wakeAt()).isEqualTo(scene.now().plus(wait));
        assertThat(scene.actions()).isEmpty();
      }
      scene.after(wait);

      PodAction run = Expected.runSandbox(attempt + 1);
      assertThat(scene.actions()).containsExactly(Expected.removeSandbox(attempt), run);
      scene.landed(Outcome.done(run));
    }
  }

  private static Optional<String> waiting(Scene scene, String name) {
    return java.util.stream.Stream.of(
            scene.status().containerStatuses(), scene.status().initContainerStatuses())
        .flatMap(List::stream)
        .filter(status -> name.equals(status.name()))
        .map(ContainerStatus::state)
        .map(ContainerState::waiting)
        .filter(waiting -> waiting != null)
        .map(waiting -> waiting.reason() + ": " + waiting.message())
        .findFirst();
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}

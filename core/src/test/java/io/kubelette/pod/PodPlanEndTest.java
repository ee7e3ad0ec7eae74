package io.kubelette.pod;

import static io.kubelette.pod.Expected.kill;
import static io.kubelette.pod.Expected.remove;
import static io.kubelette.pod.Expected.removeSandbox;
import static io.kubelette.pod.Expected.runSandbox;
import static io.kubelette.pod.Expected.start;
import static io.kubelette.pod.Expected.stop;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.PodStatus;
import io.kubelette.pod.PodAction.DeletePod;
import io.kubelette.pod.PodAction.PublishStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a pod ends: deleted, released, unknown to all sources, or done. */
final class PodPlanEndTest {

  private static final String STOPPING_A = "Stopping container a";

  @Row("K11-02")
  @Test
  void aDeletedPodIsAskedToEndAndWaitedFor() {
    Scene scene = Scene.converged().deleted(30);

    assertThat(scene.actions()).containsExactly(stop(scene, "a", 0), stop(scene, "b", 0));
    assertThat(scene.memory().lifecycle()).isEqualTo(PodLifecycle.TERMINATING);

    scene.landed(Outcome.done(stop(scene, "a", 0)), Outcome.done(stop(scene, "b", 0)));
    PodPlan waiting = scene.plan();

    assertThat(waiting.actions()).isEmpty();
    assertThat(waiting.wakeAt()).isEqualTo(Scene.NOW.plusSeconds(30));
  }

  @Test
  void whatOutlivesItsGraceIsKilledAgainAndAgain() {
    Scene scene = asked(30).exited("b", 0, 143);
    scene.after(Duration.ofSeconds(30).minusMillis(1));
    assertThat(scene.actions()).isEmpty();

    scene.after(Duration.ofMillis(1));
    PodAction kill = kill(scene, "a", 0, STOPPING_A);
    assertThat(scene.actions()).containsExactly(kill);

    scene.landed(Outcome.done(kill));
    assertThat(scene.plan().wakeAt()).isEqualTo(scene.now().plusSeconds(10));

    scene.after(Duration.ofSeconds(10));
    assertThat(scene.actions()).as("still there").containsExactly(kill);
  }

  @Row("K03-04")
  @Test
  void theGraceShrinksOnTheWayAndNeverGrows() {
    Scene scene = asked(30);

    scene.deleted(5);
    assertThat(scene.plan().wakeAt()).isEqualTo(Scene.NOW.plusSeconds(5));

    scene.deleted(60);
    assertThat(scene.plan().wakeAt()).isEqualTo(Scene.NOW.plusSeconds(5));
  }

  @Row({"K11-04", "K00-11"})
  @ParameterizedTest(name = "grace of {0} s: killed after {1} s")
  @CsvSource({"0, 2", "1, 2", "3, 3"})
  void everyContainerHasTwoSecondsToEnd(long grace, long seconds) {
    assertThat(asked(grace).plan().wakeAt()).isEqualTo(Scene.NOW.plusSeconds(seconds));
  }

  private static Scene asked(long grace) {
    Scene scene = Scene.converged().deleted(grace);
    scene.actions();
    scene.landed(Outcome.done(stop(scene, "a", 0)), Outcome.done(stop(scene, "b", 0)));
    return scene;
  }

  @Test
  void aSignalThatFailedIsSentAgain() {
    Scene scene = Scene.converged().exited("b", 0, 0).deleted(30);
    PodAction term = stop(scene, "a", 0);
    assertThat(scene.actions()).containsExactly(term);

    scene.landed(Outcome.failed(term, "", new RuntimeException("engine is away")));
    PodPlan later = scene.plan();

    assertThat(later.actions()).doesNotContain(term);
    assertThat(later.wakeAt()).isEqualTo(Scene.NOW.plusSeconds(10));
    assertThat(scene.after(Duration.ofSeconds(10)).actions()).containsExactly(term);
  }

  @Row("K06-09")
  @Test
  void sidecarsEndAfterTheRestFromTheLastToTheFirst() {
    Scene scene =
        Scene.empty().sidecar("s", "t").running("s", 0).running("t", 0).running("a", 0).deleted(30);
    scene.exited("b", 0, 0);

    assertThat(scene.actions()).containsExactly(stop(scene, "a", 0));

    scene.landed(Outcome.done(stop(scene, "a", 0))).exited("a", 0, 143);
    assertThat(scene.actions()).containsExactly(stop(scene, "t", 0));

    scene.landed(Outcome.done(stop(scene, "t", 0))).after(Duration.ofSeconds(20));
    assertThat(scene.plan().wakeAt()).as("one grace for all").isEqualTo(Scene.NOW.plusSeconds(30));

    scene.exited("t", 0, 143);
    assertThat(scene.actions()).containsExactly(stop(scene, "s", 0));

    scene.landed(Outcome.done(stop(scene, "s", 0)));
    assertThat(scene.plan().wakeAt()).isEqualTo(Scene.NOW.plusSeconds(30));
  }

  @Row("K06-09")
  @Test
  void sidecarsDoNotWaitLongerThanTheGrace() {
    Scene scene = Scene.empty().sidecar("s").running("s", 0).running("a", 0).deleted(30);
    scene.actions();
    scene.landed(Outcome.done(stop(scene, "a", 0))).after(Duration.ofSeconds(30));

    PodAction kill = kill(scene, "a", 0, STOPPING_A);
    assertThat(scene.actions()).containsExactlyInAnyOrder(stop(scene, "s", 0), kill);

    scene.landed(Outcome.done(stop(scene, "s", 0)), Outcome.done(kill)).exited("a", 0, 137);
    assertThat(scene.plan().wakeAt()).isEqualTo(scene.now().plusSeconds(2));
  }

  @Test
  void sidecarsDoNotWaitForTheTwoSecondsOfTheRest() {
    Scene scene = Scene.empty().sidecar("s").running("s", 0).running("a", 0).deleted(1);
    scene.actions();
    scene.landed(Outcome.done(stop(scene, "a", 0)));

    assertThat(scene.plan().wakeAt()).isEqualTo(Scene.NOW.plusSeconds(1));
  }

  @Test
  void whatWasAskedToEndBeforeKeepsItsEarlierEnd() {
    Scene scene = Scene.converged().exited("b", 0, 0).askedToEnd("a-0", Duration.ofSeconds(20));

    assertThat(scene.deleted(30).plan().wakeAt()).isEqualTo(Scene.NOW.plusSeconds(10));
  }

  @Test
  void theSandboxGoesLast() {
    Scene scene = asked(30).exited("a", 0, 143).exited("b", 0, 143);

    assertThat(scene.actions()).containsExactly(removeSandbox(0));
    assertThat(scene.memory().lifecycle()).isEqualTo(PodLifecycle.TERMINATING);
  }

  @Test
  void whatNeverRanOrCannotBeToldIsRemovedAtOnce() {
    Scene scene = Scene.empty().created("a", 0).unknown("b", 0).deleted(30);

    assertThat(scene.actions()).containsExactly(remove("a-0"), remove("b-0"));
  }

  @Row("K11-03")
  @Test
  void aDeletedPodLeavesOnceItsStatusIsTold() {
    Scene scene = asked(30).exited("a", 0, 143).exited("b", 0, 0).noSandbox();
    List<PodAction> ending = scene.plan().actions();
    PodStatus last = scene.status();

    assertThat(scene.memory().lifecycle()).isEqualTo(PodLifecycle.TERMINATED);
    assertThat(last.phase()).isEqualTo("Failed");
    assertThat(ending).containsExactly(remove("a-0"), remove("b-0"), new PublishStatus(last));

    scene.landed(Outcome.done(new PublishStatus(last)));
    assertThat(scene.plan().actions()).containsExactly(remove("a-0"), remove("b-0"));

    scene.gone("a-0").gone("b-0");
    assertThat(scene.plan().actions()).containsExactly(new DeletePod());
    assertThat(PodPlan.isFinished(scene.turn())).isFalse();

    scene.landed(Outcome.done(new DeletePod()));
    assertThat(scene.plan().actions()).isEmpty();
    assertThat(PodPlan.isFinished(scene.turn())).isTrue();
  }

  @Test
  void aPodThatNeverBeganIsOverAtOnce() {
    Scene scene = Scene.nothing().deleted(30);

    assertThat(scene.plan().actions()).containsExactly(new PublishStatus(scene.status()));
    assertThat(scene.status().phase()).isEqualTo("Failed");

    scene.landed(Outcome.done(new PublishStatus(scene.status())));
    assertThat(scene.plan().actions()).containsExactly(new DeletePod());
  }

  @Test
  void theEndIsNotConcludedWhileASandboxMayYetAppear() {
    Scene scene = Scene.nothing().deleted(30).dated();

    PodPlan plan = scene.plan();

    assertThat(plan.memory().lifecycle()).isEqualTo(PodLifecycle.TERMINATING);
    assertThat(plan.stillWants(runSandbox(0), scene.desire())).isFalse();
  }

  @Test
  void aPodIsNotDeletedWhileAContainerMayYetAppear() {
    Scene scene = Scene.nothing().deleted(30);
    scene.plan();
    scene.landed(Outcome.done(new PublishStatus(scene.status()))).dated();

    assertThat(scene.plan().actions()).isEmpty();
    assertThat(PodPlan.isFinished(scene.turn())).isFalse();
  }

  @Test
  void aPodIsNotCompleteWhileAContainerMayYetAppear() {
    Scene scene = Scene.converged().policy("Never").exited("a", 0, 0).exited("b", 0, 0);

    assertThat(scene.dated().plan().memory().lifecycle()).isEqualTo(PodLifecycle.SYNCING);
  }

  @Row("K03-01")
  @Test
  void aStartThatLandsLateIsUndone() {
    Scene scene = Scene.nothing().deleted(30);
    scene.plan();

    scene.sandbox(0).running("a", 0);

    assertThat(scene.actions()).containsExactly(remove("a-0"), removeSandbox(0));
    assertThat(scene.memory().lifecycle()).isEqualTo(PodLifecycle.TERMINATED);
  }

  @Row("K11-04")
  @Test
  void aReleasedPodEndsWithinItsShortGraceAndIsReportedToNobody() {
    Scene scene = Scene.converged().released();

    assertThat(scene.plan().actions()).containsExactly(stop(scene, "a", 0), stop(scene, "b", 0));

    scene.landed(Outcome.done(stop(scene, "a", 0)), Outcome.done(stop(scene, "b", 0)));
    assertThat(scene.plan().wakeAt()).isEqualTo(Scene.NOW.plusSeconds(5));

    scene.noSandbox().gone("a-0").gone("b-0");
    assertThat(scene.plan().actions()).isEmpty();
    assertThat(PodPlan.isFinished(scene.turn())).isTrue();
  }

  @Row("K11-08")
  @Test
  void anOrphanEndsWithinTheGraceItWasMadeWith() {
    Scene scene = Scene.converged().orphan();
    scene.shows("a-0", a -> a.withTerminationGrace(Duration.ofSeconds(17)));
    scene.shows("b-0", b -> b.withTerminationGrace(Duration.ofSeconds(7)));

    assertThat(scene.plan().actions()).containsExactly(stop(scene, "a", 0), stop(scene, "b", 0));

    scene.landed(Outcome.done(stop(scene, "a", 0)), Outcome.done(stop(scene, "b", 0)));
    assertThat(scene.plan().wakeAt()).isEqualTo(Scene.NOW.plusSeconds(17));
  }

  @Row("K05-04")
  @ParameterizedTest(name = "policy {0}, exit codes {1} and {2}: {3}")
  @CsvSource({
    "Never, 0, 0, Succeeded",
    "Never, 0, 1, Failed",
    "Never, 1, 0, Failed",
    "OnFailure, 0, 0, Succeeded"
  })
  void aPodIsOverWhenItsContainersAre(String policy, int a, int b, String phase) {
    Scene scene = Scene.converged().policy(policy).exited("a", 0, a).exited("b", 0, b);
    assertThat(scene.actions()).containsExactly(removeSandbox(0));
    assertThat(scene.status().phase()).as("the end is told when it has come").isEqualTo("Running");

    scene.noSandbox();

    assertThat(scene.actions()).as("what is left stays for its logs").isEmpty();
    assertThat(scene.status().phase()).isEqualTo(phase);
    assertThat(PodPlan.isFinished(scene.turn())).isFalse();
  }

  @Row("K06-08")
  @Test
  void sidecarsEndWithThePodTheyServe() {
    Scene scene = Scene.converged().policy("Never").sidecar("s").running("s", 0);

    scene.exited("a", 0, 0).exited("b", 0, 0);

    assertThat(scene.actions()).containsExactly(stop(scene, "s", 0));
    scene.noSandbox().exited("s", 0, 137).plan();
    assertThat(scene.status().phase()).isEqualTo("Succeeded");
  }

  @Row("K06-02")
  @Test
  void aPodFailsWithItsInitContainerUnderNever() {
    Scene scene = Scene.empty().policy("Never").init("i").exited("i", 0, 3).published();
    scene.plan();

    scene.noSandbox().plan();

    assertThat(scene.status().phase()).isEqualTo("Failed");
    assertThat(scene.status().containerStatuses())
        .as("its containers never were")
        .allMatch(status -> status.state() != null && status.state().waiting() != null);
  }

  @Test
  void aPodThatIsOverIsRemovedOnceItIsDeleted() {
    Scene scene = Scene.converged().policy("Never").exited("a", 0, 0).exited("b", 0, 0);
    scene.noSandbox().plan();
    scene.landed(Outcome.done(new PublishStatus(scene.status())));
    assertThat(scene.plan().actions()).isEmpty();

    scene.deleted(30);

    assertThat(scene.plan().actions()).containsExactly(remove("a-0"), remove("b-0"));
    scene.gone("a-0").gone("b-0");
    assertThat(scene.plan().actions()).containsExactly(new DeletePod());
    assertThat(scene.status().phase()).isEqualTo("Succeeded");
  }

  @Row("K03-01")
  @ParameterizedTest
  @CsvSource({"Succeeded", "Failed"})
  void aPodThatTheApiCallsOverIsNotStarted(String phase) {
    Scene scene = Scene.nothing().apiStatus(status -> status.withPhase(phase));

    assertThat(scene.actions()).isEmpty();
    assertThat(scene.memory().lifecycle()).isEqualTo(PodLifecycle.TERMINATED);
    assertThat(scene.status().phase()).isEqualTo(phase);
  }

  @Row("K03-01")
  @Test
  void aPodThatTheApiCallsOverIsEnded() {
    Scene scene = Scene.empty().running("a", 0).apiStatus(status -> status.withPhase("Failed"));

    assertThat(scene.actions()).containsExactly(stop(scene, "a", 0));
  }

  @Test
  void nothingIsDoneForAnObjectThatIsGone() {
    Scene scene = Scene.nothing().deleted(30);
    PodStatus due = scene.status();
    scene.landed(Outcome.gone(new PublishStatus(due)));

    assertThat(scene.plan().actions()).isEmpty();
    assertThat(PodPlan.isFinished(scene.turn())).isTrue();
  }

  @Row({"K03-02", "K11-07"})
  @Test
  void startsAndPullsAreCalledBackWhenTheyServeNothingAnyMore() {
    Scene scene = Scene.empty();
    PodAction pull = Expected.pull(scene, "a", 0);
    PodAction start = start(scene, "a", 0);
    PodPlan syncing = scene.plan();
    assertThat(syncing.stillWants(pull, scene.desire())).isTrue();
    assertThat(syncing.stillWants(start, scene.desire())).isTrue();
    assertThat(syncing.stillWants(runSandbox(0), scene.desire())).isTrue();

    scene.image("a", "img-a:2");
    assertThat(scene.plan().stillWants(pull, scene.desire())).isFalse();
    assertThat(scene.plan().stillWants(start, scene.desire())).isFalse();

    scene.image("a", "img-a:1").deleted(30);
    assertThat(scene.plan().stillWants(pull, scene.desire())).isFalse();
    assertThat(scene.plan().stillWants(start, scene.desire())).isFalse();
    assertThat(scene.plan().stillWants(remove("a-0"), scene.desire())).isTrue();
  }
}

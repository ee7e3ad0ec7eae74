package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.ExecAction;
import io.kubelette.model.HTTPGetActionBuilder;
import io.kubelette.model.IntOrString;
import io.kubelette.model.Lifecycle;
import io.kubelette.model.LifecycleHandler;
import io.kubelette.model.SleepAction;
import io.kubelette.model.TCPSocketAction;
import io.kubelette.pod.PodAction.RunHook;
import io.kubelette.runtime.ObservedContainer.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done right after a container starts and before it stops. */
final class HooksTest {

  private static final ProbeAnswer WELL = ProbeAnswer.success("");
  private static final ProbeAnswer ILL = ProbeAnswer.failure("exit 1");

  private static LifecycleHandler command() {
    return new LifecycleHandler(new ExecAction(List.of("touch", "$(X)")), null, null, null);
  }

  private static LifecycleHandler sleep(long seconds) {
    return new LifecycleHandler(null, null, null, new SleepAction(seconds));
  }

  /** Container {@code a} was just started here; {@code b} comes after it. */
  private static Scene started(LifecycleHandler postStart) {
    Scene scene =
        Scene.empty().change("a", c -> c.withLifecycle(new Lifecycle(postStart, null, null)));
    return scene
        .crashed("a", 0, Duration.ZERO)
        .seen(scene.observed("a", 0, State.RUNNING).withStartedAt(Scene.NOW));
  }

  /** Both containers run, and {@code a} has a hook before its end. */
  private static Scene stopping(LifecycleHandler preStop) {
    return Scene.empty()
        .change("a", c -> c.withLifecycle(new Lifecycle(null, preStop, null)))
        .running("a", 0)
        .running("b", 0)
        .published();
  }

  private static List<RunHook> hooks(PodPlan plan) {
    return plan.actions().stream()
        .filter(RunHook.class::isInstance)
        .map(RunHook.class::cast)
        .toList();
  }

  private static String state(Scene scene) {
    var state = scene.status().containerStatuses().get(0).state();
    return state.waiting() != null ? String.valueOf(state.waiting().reason()) : "running";
  }

  @Test
  void anEndThatWasWithdrawnIsNoPartOfALaterOne() {
    Scene scene = stopping(command()).image("a", "img-a:2");
    scene.plan();
    assertThat(scene.memory().stops()).containsKey("a-0");

    scene.image("a", "img-a:1").plan();
    assertThat(scene.memory().stops()).isEmpty();

    scene.after(Duration.ofHours(1)).deleted(30);
    assertThat(hooks(scene.plan())).as("with its hook, and all of its grace").hasSize(1);
  }

  @Row({"K10-01", "K03-07"})
  @Test
  void theNextContainerWaitsForTheHookAfterTheStart() {
    Scene scene = started(command());

    PodPlan plan = scene.plan();
    RunHook hook = hooks(plan).get(0);
    assertThat(scene.actions()).as("nothing else starts").isEmpty();
    assertThat(state(scene)).isEqualTo("ContainerCreating");

    scene.landed(Outcome.answered(hook, WELL));
    assertThat(state(scene)).isEqualTo("running");
    assertThat(scene.actions()).containsExactly(Expected.pull(scene, "b", 0));
  }

  @Row({"K10-01", "K05-02"})
  @Test
  void aHookThatFailsKillsItsContainerWhichThenRestarts() {
    Scene scene = started(command()).pulled("a", 1).pulled("b", 0);
    Outcome failed = Outcome.answered(hooks(scene.plan()).get(0), ILL);

    assertThat(ProbeNotices.of(failed, scene.memory(), Scene.CONFIG))
        .contains(
            PodNotice.warning(
                "FailedPostStartHook",
                "PostStartHook failed",
                new ContainerRef(ContainerRole.APP, "a")));
    scene.landed(failed);
    PodPlan plan = scene.plan();
    assertThat(plan.actions()).contains(Expected.term(scene, "a", 0, "FailedPostStartHook"));
    assertThat(plan.notices())
        .extracting(PodNotice::reason, PodNotice::message)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("Killing", "FailedPostStartHook"));

    scene.ended("a", 0, 143);
    assertThat(state(scene)).isEqualTo("PostStartHookError");
    assertThat(scene.actions()).contains(Expected.start(scene, "a", 1, Duration.ofSeconds(10)));
  }

  @Row("K10-06")
  @ParameterizedTest
  @ValueSource(longs = {0, 5})
  void aHookMayOnlyWait(long seconds) {
    Scene scene = started(sleep(seconds));
    if (seconds > 0) {
      PodPlan plan = scene.plan();
      assertThat(plan.actions()).noneMatch(action -> action.lane().equals(Lane.LIFECYCLE));
      assertThat(plan.wakeAt()).isEqualTo(Scene.NOW.plusSeconds(seconds));
    }

    assertThat(scene.after(Duration.ofSeconds(seconds)).actions())
        .containsExactly(Expected.pull(scene, "b", 0));
  }

  @Test
  void whoeverAdoptsAContainerDoesNotRunItsHookAgain() {
    Scene scene = started(command()).remember(m -> PodMemory.NONE);

    assertThat(hooks(scene.plan())).isEmpty();
    assertThat(state(scene)).isEqualTo("running");
  }

  @Row({"K10-02", "K10-03", "K11-02"})
  @Test
  void theHookBeforeTheEndIsWaitedForWithinTheGrace() {
    Scene scene = stopping(command()).deleted(30);

    PodPlan plan = scene.plan();
    RunHook hook = hooks(plan).get(0);
    assertThat(hook.call()).isEqualTo(new ContainerCall.Exec(List.of("touch", "$(X)")));
    assertThat(plan.notices())
        .extracting(PodNotice::message)
        .containsExactly("Stopping container a", "Stopping container b");
    assertThat(scene.actions()).containsExactly(Expected.stop(scene, "b", 0));

    scene.after(Duration.ofSeconds(12)).landed(Outcome.answered(hook, WELL));
    assertThat(scene.actions()).contains(Expected.stop(scene, "a", 0));
    scene.landed(Outcome.done(Expected.stop(scene, "a", 0))).ended("b", 0, 143);
    assertThat(scene.plan().wakeAt()).isEqualTo(Scene.NOW.plusSeconds(30));
  }

  @Row("K10-02")
  @Test
  void aHookThatOutlivesTheGraceIsAbandonedAndTheContainerGetsTheShortestGrace() {
    Scene scene = stopping(command()).deleted(30);
    scene.plan();
    scene.ended("b", 0, 143).after(Duration.ofSeconds(30));

    PodPlan plan = scene.plan();
    assertThat(hooks(plan)).isEmpty();
    assertThat(plan.notices()).isEmpty();
    assertThat(scene.actions()).containsExactly(Expected.stop(scene, "a", 0));

    scene.landed(Outcome.done(Expected.stop(scene, "a", 0)));
    assertThat(scene.plan().wakeAt()).isEqualTo(scene.now().plusSeconds(2));
  }

  @Row({"K10-02", "K10-05"})
  @Test
  void aHookThatFailsBeforeTheEndIsToldAndTheEndGoesOn() {
    Scene scene =
        stopping(
                new LifecycleHandler(
                    null, null, new TCPSocketAction(IntOrString.of(80), null), null))
            .deleted(30);
    RunHook hook = hooks(scene.plan()).get(0);
    assertThat(hook.call()).isInstanceOf(ContainerCall.Unaskable.class);
    Outcome failed = Outcome.answered(hook, ProbeAnswer.error("no such handler"));

    assertThat(ProbeNotices.of(failed, scene.memory(), Scene.CONFIG))
        .contains(
            PodNotice.warning(
                "FailedPreStopHook",
                "PreStopHook failed",
                new ContainerRef(ContainerRole.APP, "a")));
    assertThat(scene.landed(failed).actions()).contains(Expected.stop(scene, "a", 0));
  }

  @Row({"K10-02", "K10-06"})
  @Test
  void aHookThatWaitsBeforeTheEndTakesFromTheGrace() {
    Scene scene = stopping(sleep(5)).deleted(30);
    assertThat(scene.plan().wakeAt()).isEqualTo(Scene.NOW.plusSeconds(5));
    assertThat(scene.actions()).containsExactly(Expected.stop(scene, "b", 0));

    scene.ended("b", 0, 143).after(Duration.ofSeconds(5));
    assertThat(scene.actions()).containsExactly(Expected.stop(scene, "a", 0));
  }

  @Row("K10-02")
  @Test
  void aContainerThatEndsByItselfRunsNoHook() {
    Scene scene = stopping(command()).ended("a", 0, 1);

    assertThat(hooks(scene.plan())).isEmpty();
  }

  @Row("K10-02")
  @Test
  void theHookRunsAlsoWhereAnotherImageEndsTheContainer() {
    Scene scene = stopping(command()).image("a", "img-a:2");

    PodPlan plan = scene.plan();

    assertThat(hooks(plan)).hasSize(1);
    assertThat(scene.actions()).isEmpty();
  }

  @Row("K10-04")
  @Test
  void anHttpHookAsksThePodItself() {
    LifecycleHandler hook =
        new LifecycleHandler(
            null,
            HTTPGetActionBuilder.builder().path("drain").port(IntOrString.of(8080)).build(),
            null,
            null);

    assertThat(hooks(stopping(hook).deleted(30).plan()).get(0).call())
        .isEqualTo(
            new ContainerCall.Http(
                false, new ContainerCall.Endpoint("10.1.0.7", 8080), "/drain", List.of()));
  }

  @Row({"K06-09", "K10-02"})
  @Test
  void theHooksOfSidecarsRunAtOnceAndTheirSignalsInTurn() {
    Scene scene =
        Scene.empty()
            .sidecar("s", "t")
            .change("s", c -> c.withLifecycle(new Lifecycle(null, command(), null)))
            .running("s", 0)
            .running("t", 0)
            .running("a", 0)
            .running("b", 0)
            .published()
            .deleted(30);
    PodPlan plan = scene.plan();
    assertThat(hooks(plan)).extracting(hook -> hook.container().name()).containsExactly("s");
    assertThat(scene.actions())
        .containsExactlyInAnyOrder(Expected.stop(scene, "a", 0), Expected.stop(scene, "b", 0));

    scene.landed(Outcome.answered(hooks(plan).get(0), WELL)).ended("a", 0, 0).ended("b", 0, 0);
    assertThat(scene.actions()).containsExactly(Expected.stop(scene, "t", 0));
    assertThat(scene.ended("t", 0, 0).actions()).containsExactly(Expected.stop(scene, "s", 0));
  }

  @Row("K06-09")
  @Test
  void whenTheGraceIsUsedUpEverySidecarIsAskedAndGetsTheShortestGrace() {
    Scene scene =
        Scene.empty()
            .sidecar("s")
            .running("s", 0)
            .running("a", 0)
            .exited("b", 0, 0)
            .published()
            .deleted(5);
    scene.plan();
    scene.landed(Outcome.done(Expected.stop(scene, "a", 0)));

    scene.after(Duration.ofSeconds(5));
    assertThat(scene.actions())
        .contains(
            Expected.stop(scene, "s", 0), Expected.kill(scene, "a", 0, "Stopping container a"));
    scene.landed(Outcome.done(Expected.stop(scene, "s", 0))).ended("a", 0, 137);
    assertThat(scene.plan().wakeAt()).isEqualTo(scene.now().plusSeconds(2));
  }

  @Row("K10-07")
  @Test
  void theStopSignalOfTheDefinitionIsSetAndTold() {
    Scene scene =
        Scene.empty().change("a", c -> c.withLifecycle(new Lifecycle(null, null, "SIGUSR1")));

    assertThat(scene.running("a", 0).status().containerStatuses().get(0).stopSignal())
        .isEqualTo("SIGUSR1");
    DefinedContainer container = scene.outlook("a").container();
    var sandbox = scene.turn().observed().sandboxes().get(0);
    assertThat(ContainerSpecs.of(scene.turn(), container, sandbox.id(), 0).stopSignal())
        .isEqualTo(io.kubelette.runtime.StopSignal.of("SIGUSR1"));
  }
}

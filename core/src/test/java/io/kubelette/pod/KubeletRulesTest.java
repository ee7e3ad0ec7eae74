package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.Container;
import io.kubelette.model.ContainerRestartRule;
import io.kubelette.model.ContainerRestartRuleOnExitCodes;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.EphemeralContainerBuilder;
import io.kubelette.model.ExecAction;
import io.kubelette.model.Lifecycle;
import io.kubelette.model.LifecycleHandler;
import io.kubelette.model.PodCondition;
import io.kubelette.model.PodConditionBuilder;
import io.kubelette.model.PodReadinessGate;
import io.kubelette.model.PodStatus;
import io.kubelette.runtime.ObservedContainer.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of pods that stand each for itself: restarts, gates, deadlines, looks inside. */
final class KubeletRulesTest {

  private static Container ruled(String own, String operator, String action) {
    var codes = new ContainerRestartRuleOnExitCodes(operator, List.of(42, 43));
    return Scene.container("a")
        .withRestartPolicy(own)
        .withRestartPolicyRules(List.of(new ContainerRestartRule(action, codes)));
  }

  @Row("K05-04")
  @ParameterizedTest
  @CsvSource({
    "Never, In, Restart, 42, true",
    "Never, In, Restart, 1, false",
    "Never, NotIn, Restart, 1, true",
    "Never, NotIn, Restart, 42, false",
    "OnFailure, In, Restart, 1, true",
    "OnFailure, In, Restart, 0, false",
    "Always, In, Unknown, 42, true",
    "Never, In, RestartAllContainers, 43, true"
  })
  void rulesOfAContainerComeBeforeItsPolicyAndThatOfThePod(
      String own, String operator, String action, int code, boolean restarts) {
    ContainerRef ref = new ContainerRef(ContainerRole.APP, "a");
    DefinedContainer container = new DefinedContainer(ref, ruled(own, operator, action), "Always");

    assertThat(container.restartsAfter(code)).isEqualTo(restarts);
  }

  @Row("K05-04")
  @Test
  void aPolicyOfItsOwnKeepsAContainerDownWhereThePodRestarts() {
    Scene scene = Scene.empty().change("a", c -> c.withRestartPolicy("Never"));

    assertThat(scene.running("b", 0).exited("a", 0, 1).actions()).isEmpty();
    assertThat(scene.outlook("a").step()).isEqualTo(ContainerOutlook.Step.DONE);
  }

  @Row("K05-11")
  @Test
  void whatWasToldToHaveEndedForGoodStaysSo() {
    Scene scene = Scene.empty().policy("Never").exited("a", 0, 0).running("b", 0).published();

    scene.seen(scene.observed("a", 0, State.RUNNING).withStartedAt(Scene.NOW));

    ContainerStatus status = scene.status().containerStatuses().get(0);
    assertThat(status.state().terminated().exitCode()).isZero();
  }

  @Row("K05-11")
  @Test
  void whatEndedForGoodIsNotRunAgainWhenItIsRemovedByOthers() {
    Scene scene = Scene.empty().policy("Never").exited("a", 0, 3).running("b", 0).published();

    scene.gone("a-0");

    assertThat(scene.actions()).isEmpty();
    assertThat(scene.status().containerStatuses().get(0).state().terminated().exitCode())
        .isEqualTo(3);
  }

  @Row("K05-09")
  @Test
  void aContainerThatVanishedCountsAsRestartedOnceAndItsSuccessorIsThatRestart() {
    Scene scene = Scene.converged().gone("a-0").pulled("a", 1);

    ContainerStatus status = scene.status().containerStatuses().get(0);
    assertThat(status.restartCount()).isEqualTo(1);
    assertThat(status.lastState().terminated().reason()).isEqualTo("ContainerStatusUnknown");
    assertThat(status.lastState().terminated().exitCode()).isEqualTo(137);
    assertThat(status.lastState().terminated().message())
        .isEqualTo(
            "The container could not be located when the pod was deleted.  The container used to be"
                + " Running");
    scene.published();
    assertThat(scene.outlook("a").start().attempt()).isEqualTo(1);
    assertThat(scene.status().containerStatuses().get(0).restartCount()).isEqualTo(1);
  }

  @Row("K06-06")
  @Test
  void theNextBeginsWhenTheSidecarHasStartedReadyOrNot() {
    Scene scene = Scene.empty().spec(spec -> Scene.specOf("a")).sidecar("s");
    var probe =
        io.kubelette.model.ProbeBuilder.builder()
            .tcpSocket(
                new io.kubelette.model.TCPSocketAction(io.kubelette.model.IntOrString.of(80), null))
            .build();
    scene.change("s", c -> c.withStartupProbe(probe).withReadinessProbe(probe));

    scene.crashed("s", 0, Duration.ZERO).running("s", 0);
    assertThat(scene.actions()).as("it has not started").isEmpty();

    Lane lane = ProbeKind.STARTUP.laneOf("s");
    scene.remember(
        m -> m.withProbe(lane, ProbeRun.begin("s-0", ProbeRun.Verdict.GOOD, scene.now())));
    assertThat(scene.outlook("s").health()).isEqualTo(new Health(true, false, null));
    assertThat(scene.actions()).containsExactly(Expected.pull(scene, "a", 0));
  }

  @Row("K06-07")
  @Test
  void anExitedSidecarIsRestartedEvenUnderNeverAndBeforeItEverStarted() {
    Scene scene = Scene.empty().policy("Never").sidecar("s").exited("s", 0, 0).pulled("s", 1);

    assertThat(scene.actions())
        .containsExactly(Expected.start(scene, "s", 1, Duration.ofSeconds(10)));
  }

  @Row("K06-10")
  @Test
  void afterARestartOfTheNodeCrashedContainersComeBackWhileOnlyTheSidecarRuns() {
    Scene scene =
        Scene.empty()
            .sidecar("s")
            .running("s", 0)
            .exited("a", 0, 1)
            .exited("b", 0, 1)
            .pulled("a", 1);

    assertThat(scene.actions())
        .containsExactly(Expected.start(scene, "a", 1, Duration.ofSeconds(10)));
  }

  @Row("K08-05")
  @Test
  void aPodIsReadyWhenTheConditionsOfItsGatesHold() {
    Scene scene =
        Scene.converged()
            .spec(
                spec ->
                    spec.withReadinessGates(
                        List.of(new PodReadinessGate("x"), new PodReadinessGate("y"))))
            .apiStatus(s -> s.withConditions(List.of(gate("y", "False"))));

    assertThat(condition(scene.status(), "ContainersReady").status()).isEqualTo("True");
    PodCondition ready = condition(scene.status(), "Ready");
    assertThat(ready.status()).isEqualTo("False");
    assertThat(ready.reason()).isEqualTo("ReadinessGatesNotReady");
    assertThat(ready.message())
        .isEqualTo(
            "corresponding condition of pod readiness gate \"x\" does not exist., the status of"
                + " pod readiness gate \"y\" is not \"True\", but False");

    scene.apiStatus(s -> s.withConditions(List.of(gate("x", "True"), gate("y", "True"))));
    assertThat(condition(scene.status(), "Ready").status()).isEqualTo("True");
  }

  private static PodCondition gate(String type, String status) {
    return PodConditionBuilder.builder().type(type).status(status).build();
  }

  private static PodCondition condition(PodStatus status, String type) {
    return status.conditions().stream()
        .filter(each -> type.equals(each.type()))
        .findFirst()
        .orElseThrow();
  }

  @Row("K08-06")
  @Test
  void aPodThatTheNodeMakesLeaveSaysSoInItsConditions() {
    Scene scene = Scene.converged();
    PodTurn turn = scene.turn();
    Ending evicted = Ending.disrupted("Evicted", "low on memory", Duration.ofSeconds(1));
    PodTurn ended =
        new PodTurn(
            turn.context(),
            turn.desire().ended(evicted),
            turn.observed(),
            turn.sight(),
            turn.memory(),
            turn.now());

    PodCondition target = condition(PodStatuses.of(ended, Outlooks.of(ended)), "DisruptionTarget");

    assertThat(target.status()).isEqualTo("True");
    assertThat(target.reason()).isEqualTo("TerminationByKubelet");
  }

  @Row("K11-09")
  @Test
  void aPodThatHasHadItsTimeFailsAndItsContainersGetTheirGrace() {
    Scene scene = Scene.converged().spec(spec -> spec.withActiveDeadlineSeconds(60L));
    assertThat(scene.plan().wakeAt()).isEqualTo(Scene.NOW.plusSeconds(60));
    assertThat(scene.actions()).isEmpty();

    PodPlan plan = scene.after(Duration.ofSeconds(60)).plan();
    assertThat(plan.notices())
        .extracting(PodNotice::reason)
        .containsExactly("DeadlineExceeded", "Killing", "Killing");
    assertThat(plan.memory().lifecycle()).isEqualTo(PodLifecycle.TERMINATING);
    assertThat(scene.status().phase()).as("while a container may run").isEqualTo("Running");
    assertThat(scene.status().reason()).isNull();

    scene.ended("a", 0, 143).ended("b", 0, 0).noSandbox().plan();
    assertThat(scene.status().phase()).isEqualTo("Failed");
    assertThat(scene.status().reason()).isEqualTo("DeadlineExceeded");
    assertThat(scene.status().message())
        .isEqualTo("Pod was active on the node longer than the specified deadline");
    assertThat(scene.status().containerStatuses().get(1).state().terminated()).isNotNull();
  }

  @Row("K11-09")
  @Test
  void aDeadlineMayComeOrBeLoweredOnALivePod() {
    Scene scene = Scene.converged().after(Duration.ofSeconds(90));
    assertThat(scene.plan().memory().lifecycle()).isEqualTo(PodLifecycle.SYNCING);

    scene.spec(spec -> spec.withActiveDeadlineSeconds(80L));

    assertThat(scene.plan().memory().lifecycle()).isEqualTo(PodLifecycle.TERMINATING);
  }

  @Row("K11-02")
  @Test
  void aContainerThatWillNotDieIsComplainedOfOnce() {
    Scene scene = Scene.converged().deleted(30);
    scene.plan();
    scene.after(Duration.ofSeconds(45));

    assertThat(scene.plan().notices())
        .extracting(PodNotice::reason)
        .containsExactly("ExceededGracePeriod");
    assertThat(scene.plan().notices()).isEmpty();
  }

  @Row("K11-05")
  @Test
  void aPodThatIsDeletedEndsWellOnlyIfItsContainersDo() {
    assertThat(endedWith(0, 0).phase()).isEqualTo("Succeeded");
    assertThat(endedWith(0, 143).phase()).isEqualTo("Failed");
  }

  private static PodStatus endedWith(int a, int b) {
    Scene scene = Scene.converged().deleted(30);
    scene.plan();
    scene.ended("a", 0, a).ended("b", 0, b).noSandbox().plan();
    return scene.status();
  }

  @Row("K11-08")
  @Test
  void anOrphanCarriesItsHookBeforeTheEndItself() {
    LifecycleHandler hook =
        new LifecycleHandler(new ExecAction(List.of("drain")), null, null, null);
    Scene scene = Scene.empty().change("a", c -> c.withLifecycle(new Lifecycle(null, hook, null)));
    var kept = KeptHooks.annotations(scene.outlook("a").container());

    scene.seen(
        scene.observed("a", 0, State.RUNNING).withStartedAt(Scene.HOUR_AGO).withAnnotations(kept));

    assertThat(scene.orphan().plan().actions())
        .filteredOn(PodAction.RunHook.class::isInstance)
        .extracting(action -> ((PodAction.RunHook) action).call())
        .containsExactly(new ContainerCall.Exec(List.of("drain")));
  }

  @Test
  void aContainerForALookInsideStartsFirstRunsOnceAndCountsForNothing() {
    Scene scene =
        Scene.empty()
            .init("i")
            .exited("i", 3, 1)
            .crashed("i", 3, Duration.ofSeconds(40))
            .spec(
                spec ->
                    spec.withEphemeralContainers(
                        List.of(
                            EphemeralContainerBuilder.builder()
                                .name("debug")
                                .image("tools:1")
                                .imagePullPolicy("IfNotPresent")
                                .build())));

    assertThat(scene.actions()).containsExactly(Expected.pull(scene, "debug", 0));
    scene.exited("debug", 0, 1);
    assertThat(scene.actions()).isEmpty();
    assertThat(scene.status().ephemeralContainerStatuses())
        .extracting(ContainerStatus::name, ContainerStatus::ready)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("debug", false));
    assertThat(scene.status().phase()).isEqualTo("Pending");
  }

  @Test
  void aContainerForALookInsideDoesNotKeepAPodAlive() {
    Scene scene =
        Scene.empty()
            .policy("Never")
            .spec(
                spec ->
                    spec.withEphemeralContainers(
                        List.of(EphemeralContainerBuilder.builder().name("debug").build())))
            .running("debug", 0)
            .exited("a", 0, 0)
            .exited("b", 0, 0);

    assertThat(scene.actions()).containsExactly(Expected.stop(scene, "debug", 0));
  }

  @Row("K00-01")
  @Test
  void aBackOffCanBeForgotten() {
    Scene scene =
        Scene.empty().running("b", 0).exited("a", 4, 1).crashed("a", 4, Duration.ofSeconds(160));
    scene.pulled("a", 5);
    assertThat(scene.actions()).isEmpty();

    scene.remember(m -> m.withoutBackoff(scene.now()));

    assertThat(scene.actions())
        .containsExactly(Expected.start(scene, "a", 5, Duration.ofSeconds(10)));
  }
}

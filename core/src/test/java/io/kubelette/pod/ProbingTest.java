package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.Container;
import io.kubelette.model.IntOrString;
import io.kubelette.model.Probe;
import io.kubelette.model.ProbeBuilder;
import io.kubelette.model.TCPSocketAction;
import io.kubelette.pod.PodAction.RunProbe;
import io.kubelette.pod.ProbeAnswer.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Which probes ask when, and what their answers amount to. */
final class ProbingTest {

  private static final ProbeAnswer WELL = ProbeAnswer.success("");
  private static final ProbeAnswer ILL = ProbeAnswer.failure("refused");
  private static final ProbeAnswer UNASKED = ProbeAnswer.error("no address");

  /** Container {@code a} runs since just now, started here, with that probe. */
  private static Scene begun(UnaryOperator<Container> probes) {
    Scene scene = Scene.empty().spec(spec -> Scene.specOf("a")).change("a", probes);
    return scene
        .crashed("a", 0, Duration.ZERO)
        .seen(
            scene
                .observed("a", 0, io.kubelette.runtime.ObservedContainer.State.RUNNING)
                .withStartedAt(Scene.NOW));
  }

  private static Probe probe(int period, int delay) {
    return ProbeBuilder.builder()
        .tcpSocket(new TCPSocketAction(IntOrString.of(80), null))
        .periodSeconds(period)
        .initialDelaySeconds(delay)
        .build();
  }

  private static UnaryOperator<Container> liveness(Probe probe) {
    return container -> container.withLivenessProbe(probe);
  }

  private static UnaryOperator<Container> readiness(Probe probe) {
    return container -> container.withReadinessProbe(probe);
  }

  private static UnaryOperator<Container> startup(Probe probe) {
    return container -> container.withStartupProbe(probe);
  }

  private static List<RunProbe> asked(PodPlan plan) {
    return plan.actions().stream()
        .filter(RunProbe.class::isInstance)
        .map(RunProbe.class::cast)
        .toList();
  }

  /** Lets the one probe that is due be answered so. */
  private static Scene answered(Scene scene, ProbeAnswer... answers) {
    for (ProbeAnswer answer : answers) {
      RunProbe due = asked(scene.plan()).get(0);
      scene.landed(Outcome.answered(due, answer)).after(due.rhythm().period());
    }
    return scene;
  }

  @Row("K09-01")
  @Test
  void asksAtOnceAndThenInEveryPeriod() {
    Scene scene = begun(liveness(probe(10, 0)));
    RunProbe first = asked(scene.plan()).get(0);
    assertThat(first.call())
        .isEqualTo(new ContainerCall.Tcp(new ContainerCall.Endpoint("10.1.0.7", 80)));

    scene.landed(Outcome.answered(first, WELL));
    PodPlan rest = scene.plan();
    assertThat(asked(rest)).isEmpty();
    assertThat(rest.wakeAt()).isEqualTo(Scene.NOW.plusSeconds(10));
    assertThat(asked(scene.after(Duration.ofSeconds(10)).plan())).hasSize(1);
  }

  @Row("K09-01")
  @Test
  void theDelayCountsFromTheStartOfTheContainer() {
    Scene scene = begun(liveness(probe(10, 7)));

    assertThat(asked(scene.plan())).isEmpty();
    assertThat(scene.plan().wakeAt()).isEqualTo(Scene.NOW.plusSeconds(7));
    assertThat(asked(scene.after(Duration.ofSeconds(7)).plan())).hasSize(1);
  }

  @Row("K09-01")
  @Test
  void theProbesOfAnAdoptedContainerAreSpreadOverAPeriod() {
    Scene scene = begun(liveness(probe(10, 0))).remember(m -> PodMemory.NONE);
    scene.after(Duration.ofSeconds(60));
    Instant now = scene.now();

    Instant wakeAt = scene.plan().wakeAt();
    assertThat(wakeAt).isAfter(now).isBefore(now.plusSeconds(10));
    assertThat(scene.after(Duration.ofMillis(1)).plan().wakeAt()).isEqualTo(wakeAt);
  }

  @Row("K00-12")
  @Test
  void theDefaultsAreThoseOfKubernetes() {
    assertThat(ProbeRhythm.of(ProbeBuilder.builder().build(), ProbeConfig.defaults()))
        .isEqualTo(
            new ProbeRhythm(Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(1), 1, 3));
    assertThat(ProbeConfig.defaults().tries()).isEqualTo(3);
  }

  @Test
  void aTestMakesTheSecondsOfProbesShorterButNotTheirPatience() {
    ProbeConfig quick = ProbeConfig.defaults().withSecond(Duration.ofMillis(20));

    ProbeRhythm rhythm = ProbeRhythm.of(probe(2, 3).withTimeoutSeconds(4), quick);

    assertThat(rhythm.period()).isEqualTo(Duration.ofMillis(40));
    assertThat(rhythm.initialDelay()).isEqualTo(Duration.ofMillis(60));
    assertThat(rhythm.timeout()).isEqualTo(Duration.ofSeconds(4));
  }

  @Row("K09-02")
  @Test
  void beforeAnyAnswerAContainerLivesAndIsNotReady() {
    Scene live = begun(liveness(probe(10, 5)));
    live.plan();
    assertThat(live.outlook("a").health()).isEqualTo(Health.WELL);

    Scene ready = begun(readiness(probe(10, 5)));
    ready.plan();
    assertThat(ready.outlook("a").health()).isEqualTo(new Health(true, false, null));

    Scene start = begun(startup(probe(10, 5)));
    start.plan();
    assertThat(start.outlook("a").health()).isEqualTo(new Health(false, false, null));
  }

  @Row("K09-03")
  @Test
  void onlyAnswersInARowMakeAVerdict() {
    Scene scene = begun(readiness(probe(10, 0).withSuccessThreshold(2).withFailureThreshold(3)));

    assertThat(answered(scene, WELL).outlook("a").health().ready()).isFalse();
    assertThat(answered(scene, ILL, WELL).outlook("a").health().ready()).isFalse();
    assertThat(answered(scene, WELL).outlook("a").health().ready()).isTrue();
    assertThat(answered(scene, ILL, ILL, WELL).outlook("a").health().ready()).isTrue();
    assertThat(answered(scene, ILL, ILL).outlook("a").health().ready()).isTrue();
    assertThat(answered(scene, ILL).outlook("a").health().ready()).isFalse();
  }

  @Row("K09-04")
  @Test
  void aContainerThatDoesNotLiveIsKilledInItsGraceAndAskedNoMore() {
    Scene scene = answered(begun(liveness(probe(10, 0))), ILL, ILL);
    assertThat(scene.actions()).isEmpty();

    answered(scene, ILL);
    PodPlan plan = scene.plan();
    assertThat(scene.actions())
        .containsExactly(
            Expected.term(scene, "a", 0, "Container a failed liveness probe, will be restarted"));
    assertThat(plan.notices())
        .extracting(PodNotice::reason, PodNotice::message)
        .contains(
            org.assertj.core.groups.Tuple.tuple(
                "Killing", "Container a failed liveness probe, will be restarted"));
    assertThat(asked(plan)).isEmpty();
  }

  @Row("K09-04")
  @Test
  void aProbeMayHaveAGraceOfItsOwn() {
    Probe probe = probe(10, 0).withFailureThreshold(1).withTerminationGracePeriodSeconds(7L);
    Scene scene = answered(begun(startup(probe)), ILL);
    scene.plan();
    scene.landed(Outcome.done(scene.actions().get(0)));

    assertThat(scene.actions()).isEmpty();
    assertThat(scene.plan().wakeAt()).isEqualTo(scene.now().plusSeconds(7));
    assertThat(scene.after(Duration.ofSeconds(7)).actions())
        .containsExactly(
            Expected.kill(scene, "a", 0, "Container a failed startup probe, will be restarted"));
  }

  @Row("K09-04")
  @Test
  void underNeverItIsKilledAndNotRestarted() {
    Scene scene = begun(liveness(probe(10, 0).withFailureThreshold(1))).policy("Never");

    answered(scene, ILL);

    assertThat(scene.actions())
        .containsExactly(Expected.term(scene, "a", 0, "Container a failed liveness probe"));
    assertThat(scene.ended("a", 0, 143).outlook("a").step()).isEqualTo(ContainerOutlook.Step.DONE);
  }

  @Row("K09-04")
  @Test
  void whatWasKilledRunsAgainUnderOnFailureWhateverCodeItLeft() {
    Scene scene = begun(liveness(probe(10, 0).withFailureThreshold(1))).policy("OnFailure");
    answered(scene, ILL).plan();

    assertThat(scene.ended("a", 0, 0).outlook("a").step()).isEqualTo(ContainerOutlook.Step.START);
  }

  @Row("K09-04")
  @Test
  void aFailingReadinessOnlyTakesReadinessAway() {
    Scene scene = answered(begun(readiness(probe(10, 0))), WELL, ILL, ILL, ILL);

    assertThat(scene.actions()).isEmpty();
    assertThat(scene.outlook("a").health()).isEqualTo(new Health(true, false, null));
  }

  @Row({"K09-05", "K09-06"})
  @Test
  void whatCannotBeAskedIsTriedThriceAtOnceAndMovesNothing() {
    Scene scene = begun(readiness(probe(10, 0).withFailureThreshold(1)));
    answered(scene, WELL);

    for (int attempt = 1; attempt <= 3; attempt++) {
      RunProbe due = asked(scene.plan()).get(0);
      Outcome outcome = Outcome.answered(due, UNASKED);
      assertThat(ProbeNotices.of(outcome, scene.memory(), Scene.CONFIG).isPresent())
          .as("told at the last try")
          .isEqualTo(attempt == 3);
      scene.landed(outcome);
    }

    assertThat(asked(scene.plan())).isEmpty();
    assertThat(scene.outlook("a").health().ready()).isTrue();
  }

  @Row("K09-05")
  @Test
  void everyBadAnswerIsTold() {
    Scene scene = begun(liveness(probe(10, 0)));
    RunProbe due = asked(scene.plan()).get(0);

    assertThat(notice(scene, due, ILL))
        .isEqualTo(
            PodNotice.warning("Unhealthy", "Liveness probe failed: refused", due.container()));
    assertThat(notice(scene, due, new ProbeAnswer(Kind.WARNING, "moved")))
        .isEqualTo(
            PodNotice.warning("ProbeWarning", "Liveness probe warning: moved", due.container()));
    assertThat(ProbeNotices.of(Outcome.answered(due, WELL), scene.memory(), Scene.CONFIG))
        .isEmpty();
  }

  private static PodNotice notice(Scene scene, RunProbe due, ProbeAnswer answer) {
    return ProbeNotices.of(Outcome.answered(due, answer), scene.memory(), Scene.CONFIG)
        .orElseThrow();
  }

  @Row("K09-11")
  @Test
  void untilItHasStartedNothingElseIsAsked() {
    Scene scene =
        begun(
            c ->
                c.withStartupProbe(probe(10, 0))
                    .withLivenessProbe(probe(10, 0))
                    .withReadinessProbe(probe(10, 0)));
    assertThat(asked(scene.plan())).extracting(RunProbe::kind).containsExactly(ProbeKind.STARTUP);

    answered(scene, WELL);

    assertThat(asked(scene.plan()))
        .extracting(RunProbe::kind)
        .containsExactly(ProbeKind.LIVENESS, ProbeKind.READINESS);
  }

  @Row("K09-12")
  @Test
  void onceItHasStartedReadinessIsAskedAtOnce() {
    Scene scene = begun(c -> c.withStartupProbe(probe(1, 0)).withReadinessProbe(probe(100, 0)));
    scene.landed(Outcome.answered(asked(scene.plan()).get(0), WELL));

    assertThat(asked(scene.plan())).extracting(RunProbe::kind).containsExactly(ProbeKind.READINESS);
  }

  @Row("K09-13")
  @Test
  void aPodThatEndsIsAskedOnlyWhetherItServes() {
    Scene scene = begun(c -> c.withLivenessProbe(probe(10, 0)).withReadinessProbe(probe(10, 0)));

    scene.deleted(30);

    assertThat(asked(scene.plan())).extracting(RunProbe::kind).containsExactly(ProbeKind.READINESS);
  }

  @Row("K09-13")
  @Test
  void aPodThatEndsBeforeItHasStartedCountsAsStarted() {
    Scene scene = begun(startup(probe(10, 0))).deleted(30);
    scene.plan();

    assertThat(scene.outlook("a").health().started()).isTrue();
  }

  @Row("K09-14")
  @Test
  void whatHasEndedIsAskedNoMore() {
    Scene scene = begun(readiness(probe(10, 0))).policy("Never").ended("a", 0, 0);

    PodPlan plan = scene.plan();

    assertThat(asked(plan)).isEmpty();
    assertThat(plan.memory().lifecycle()).isNotEqualTo(PodLifecycle.SYNCING);
  }

  @Row("K18-06")
  @Test
  void anAdoptedContainerKeepsWhatWasToldOfIt() {
    Scene scene =
        answered(
            begun(c -> c.withReadinessProbe(probe(10, 0)).withStartupProbe(probe(10, 0))), WELL);
    scene.landed(Outcome.answered(asked(scene.plan()).get(0), WELL)).published();
    assertThat(scene.status().containerStatuses().get(0).ready()).isTrue();

    var told = scene.memory().published();
    scene.remember(m -> PodMemory.NONE.withPublished(told)).plan();

    assertThat(scene.outlook("a").health()).isEqualTo(Health.WELL);
  }

  @Row("K05-12")
  @Test
  void statusSaysStartedAndReadyAsTheProbesDo() {
    Scene scene = begun(c -> c.withStartupProbe(probe(10, 0)).withReadinessProbe(probe(10, 0)));
    scene.plan();
    assertThat(words(scene)).isEqualTo("started false, ready false");

    answered(scene, WELL);
    assertThat(words(scene)).isEqualTo("started true, ready false");

    answered(scene, WELL);
    assertThat(words(scene)).isEqualTo("started true, ready true");
  }

  private static String words(Scene scene) {
    var status = scene.status().containerStatuses().get(0);
    return "started " + status.started() + ", ready " + status.ready();
  }
}

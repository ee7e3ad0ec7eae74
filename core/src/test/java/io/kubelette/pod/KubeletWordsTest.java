package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualIoPool;
import io.kubelette.loop.ManualTime;
import io.kubelette.model.ProbeBuilder;
import io.kubelette.pod.PodAction.PullImage;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What events say, word for word: users of Kubernetes search for these sentences. */
final class KubeletWordsTest {

  private static final ContainerRef CONTAINER = new ContainerRef(ContainerRole.APP, "a");
  private static final String ABOUT_A = " (spec.containers{a})";
  private static final ContainerRuntimeException AWAY =
      new ContainerRuntimeException(Kind.TRANSIENT, "no \"answer\"");

  private final ManualTime time = ManualTime.at(Instant.EPOCH);
  private final RecordedRuntime runtime = new RecordedRuntime(time);
  private final RecordedReports reports = new RecordedReports();
  private final PodTurn.Context context = new PodTurn.Context(Scene.POD, Scene.NODE, Scene.CONFIG);
  private final ScriptedNetwork network = new ScriptedNetwork();
  private final Workshop workshop =
      new Workshop(
          ManualEventLoop.on(time),
          ManualIoPool.on(time, () -> Duration.ZERO),
          runtime,
          reports,
          Surroundings.none(),
          network,
          uid -> {});
  private final ActionExecutor executor = new ActionExecutor(context, workshop);

  private static PullImage pull(String image, String policy, String... secrets) {
    return new PullImage(CONTAINER, 0, image, policy, List.of(secrets));
  }

  @Row("K12-03")
  @Test
  void anImageThatMayNotBePulledIsMissed() {
    Outcome outcome = executor.execute(pull("img-a:1", "Never"));

    String message = "Container image \"img-a:1\" is not present with pull policy of Never";
    assertThat(outcome.reason()).isEqualTo("ErrImageNeverPull");
    assertThat(outcome.message()).isEqualTo(message);
    assertThat(reports.told())
        .containsExactly(
            "Warning ErrImageNeverPull: " + message + ABOUT_A,
            "Warning Failed: Error: ErrImageNeverPull" + ABOUT_A);
  }

  @Row("K12-04")
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "a:, invalid reference format",
    "a b, invalid reference format",
    "http://a, invalid reference format",
    "UPPER, invalid reference format: repository name (library/UPPER) must be lowercase",
    "x.io/b/Up:1, invalid reference format: repository name (b/Up) must be lowercase",
    "ann/Up:V1, invalid reference format: repository name (ann/Up) must be lowercase"
  })
  void aNameThatIsNoneIsQuotedWithWhatIsWrongWithIt(String image, String fault) {
    Outcome outcome = executor.execute(pull(image, "Always"));

    String message =
        "Failed to apply default image tag \"%s\": couldn't parse image name \"%s\": %s"
            .formatted(image, image, fault);
    assertThat(outcome.reason()).isEqualTo("InvalidImageName");
    assertThat(outcome.message()).isEqualTo(message);
    assertThat(reports.told())
        .containsExactly(
            "Warning InspectFailed: " + message + ABOUT_A,
            "Warning Failed: Error: InvalidImageName" + ABOUT_A);
  }

  @Row("K12-05")
  @Test
  void anImageThatCannotBeInspectedIsNamedWithTheReason() {
    runtime.script().down();

    Outcome outcome = executor.execute(pull("img-a:1", PullPolicies.IF_NOT_PRESENT));

    String message = "Failed to inspect image \"img-a:1\": the engine does not answer";
    assertThat(outcome.message()).isEqualTo(message);
    assertThat(reports.told())
        .containsExactly(
            "Warning InspectFailed: " + message + ABOUT_A,
            "Warning Failed: Error: ImageInspectError" + ABOUT_A);
  }

  @Row("K12-06")
  @Test
  void aPullThatFailsIsToldTwice() {
    runtime.script().fail("pull", AWAY);

    Outcome outcome = executor.execute(pull("img-a:1", "Always"));

    assertThat(outcome.reason()).isEqualTo("ErrImagePull");
    assertThat(reports.told())
        .containsExactly(
            "Normal Pulling: Pulling image \"img-a:1\"" + ABOUT_A,
            "Warning Failed: Failed to pull image \"img-a:1\": no \"answer\"" + ABOUT_A,
            "Warning Failed: Error: ErrImagePull" + ABOUT_A);
  }

  @Row("K05-01")
  @Test
  void aStartIsToldStepByStep() {
    executor.execute(pull("img-a:1", "Always"));
    executor.execute(pull("img-a:1", PullPolicies.IF_NOT_PRESENT));
    executor.execute(Expected.start(Scene.empty(), "a", 0));

    assertThat(reports.told())
        .containsExactly(
            "Normal Pulling: Pulling image \"img-a:1\"" + ABOUT_A,
            "Normal Pulled: Successfully pulled image \"img-a:1\" in 0ms (0ms including waiting). Image size: %d bytes."
                    .formatted(runtime.image("img-a:1").orElseThrow().sizeBytes())
                + ABOUT_A,
            "Normal Pulled: Container image \"img-a:1\" already present on machine" + ABOUT_A,
            "Normal Created: Created container: a" + ABOUT_A,
            "Normal Started: Started container a" + ABOUT_A);
  }

  @Row("K04-03")
  @Test
  void aSandboxThatIsMadeAnewIsTold() {
    executor.execute(Expected.runSandbox(1));

    assertThat(reports.told())
        .containsExactly(
            "Normal SandboxChanged: Pod sandbox changed, it will be killed and re-created.");
  }

  @Row({"K10-01", "K10-02", "K10-04"})
  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "POST_START, FAILURE, FailedPostStartHook, PostStartHook failed",
    "POST_START, ERROR, FailedPostStartHook, PostStartHook failed",
    "PRE_STOP, FAILURE, FailedPreStopHook, PreStopHook failed",
    "POST_START, WARNING, LifecycleHTTPFallback, why"
  })
  void aHookThatFailsIsToldWithoutWhatItSaid(
      PodAction.RunHook.Hook hook, ProbeAnswer.Kind answer, String reason, String message) {
    PodAction.RunHook run =
        new PodAction.RunHook(CONTAINER, "a-0", 0, hook, new ContainerCall.Unaskable("why"));

    assertThat(
            ProbeNotices.of(
                Outcome.answered(run, new ProbeAnswer(answer, "why")),
                PodMemory.NONE,
                Scene.CONFIG))
        .contains(PodNotice.warning(reason, message, CONTAINER));
  }

  @Row("K12-09")
  @Test
  void secretsThatAreNotThereAreNamedAndThePullIsTriedAllTheSame() {
    Outcome outcome = executor.execute(pull("img-a:1", "Always", "one", "two"));

    assertThat(outcome.result()).isEqualTo(Outcome.Result.DONE);
    assertThat(reports.told())
        .contains(
            "Warning FailedToRetrieveImagePullSecret: Unable to retrieve some image pull secrets"
                + " (one, two); attempting to pull the image may not succeed.");
  }

  @Row("K04-04")
  @Test
  void aSandboxThatCannotBeMadeSaysWhy() {
    runtime.script().fail("runSandbox", AWAY);

    executor.execute(Expected.runSandbox(0));

    assertThat(reports.told())
        .containsExactly(
            "Warning FailedCreatePodSandBox: Failed to create pod sandbox: no \"answer\"");
  }

  @Row("K04-04")
  @Test
  void aSandboxThatCannotBeSeenAfterItWasMadeSaysWhy() {
    Round round = round(() -> runtime.script().down(), Expected.runSandbox(0));

    assertThat(round.blindness()).isNotNull();
    assertThat(reports.told())
        .containsExactly(
            "Warning FailedPodSandBoxStatus: Unable to get pod sandbox status: the engine does not"
                + " answer");
  }

  @Test
  void aPodThatCannotBeSeenOtherwiseIsNoNewsOfItsSandbox() {
    assertThat(round(() -> runtime.script().down()).blindness()).isNotNull();

    assertThat(reports.told()).isEmpty();
  }

  /** A round in which that happens just before the look. */
  private Round round(Runnable beforeTheLook, PodAction... actions) {
    PodRound.Eyes eyes =
        new PodRound.Eyes(
            runtime,
            () -> {
              beforeTheLook.run();
              return 0;
            },
            new LastWords(null, java.util.Map.of(), MessageLimits.defaults()));
    return new PodRound(context, eyes, executor, List.of(actions)).run();
  }

  @Row("K11-02")
  @Test
  void whatCannotBeKilledIsNamed() {
    Scene scene = Scene.empty();
    runtime.script().fail("TERMINATE", AWAY);
    executor.execute(Expected.stop(scene, "a", 0));
    runtime.script().fail("removeSandbox", AWAY);
    executor.execute(Expected.removeSandbox(0));

    assertThat(reports.told())
        .containsExactly(
            "Warning FailedKillPod: error killing pod: failed to \"KillContainer\" for \"a\" with"
                + " KillContainerError: \"no \\\"answer\\\"\"",
            "Warning FailedKillPod: error killing pod: failed to \"KillPodSandbox\" for \""
                + Scene.POD.uid()
                + "\" with KillPodSandboxError: \"no \\\"answer\\\"\"");
  }

  @Row("K11-02")
  @Test
  void aPodThatOutlivesItsGraceIsComplainedOf() {
    Scene scene = Scene.converged().deleted(30);
    assertThat(scene.plan().notices())
        .extracting(PodNotice::message)
        .containsExactly("Stopping container a", "Stopping container b");
    scene.after(Duration.ofSeconds(45));

    assertThat(scene.plan().notices())
        .containsExactly(
            PodNotice.warning(
                "ExceededGracePeriod",
                "Container runtime did not kill the pod within specified grace period.",
                null));
  }

  @Row({"K09-05", "K09-06"})
  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "LIVENESS, ERROR, Unhealthy, Liveness probe errored and resulted in unknown state: why",
    "READINESS, ERROR, Unhealthy, Readiness probe errored and resulted in unknown state: why",
    "STARTUP, ERROR, Unhealthy, Startup probe errored and resulted in unknown state: why",
    "LIVENESS, FAILURE, Unhealthy, Liveness probe failed: why",
    "READINESS, FAILURE, Unhealthy, Readiness probe failed: why",
    "STARTUP, FAILURE, Unhealthy, Startup probe failed: why",
    "READINESS, WARNING, ProbeWarning, Readiness probe warning: why"
  })
  void anAnswerThatIsNotGoodIsQuoted(
      ProbeKind kind, ProbeAnswer.Kind answer, String reason, String message) {
    PodAction.RunProbe probe = probe(kind, new ContainerCall.Unaskable("why"));
    Outcome outcome = Outcome.answered(probe, new ProbeAnswer(answer, "why"));

    assertThat(ProbeNotices.of(outcome, PodMemory.NONE, Scene.CONFIG))
        .contains(PodNotice.warning(reason, message, CONTAINER));
  }

  private static PodAction.RunProbe probe(ProbeKind kind, ContainerCall call) {
    ProbeRhythm rhythm = ProbeRhythm.of(ProbeBuilder.builder().build(), Scene.CONFIG.probes());
    return new PodAction.RunProbe(CONTAINER, "a-0", kind, call, rhythm, Instant.EPOCH);
  }

  @Row({"K09-06", "K09-08"})
  @ParameterizedTest
  @CsvSource({"false, http", "true, https"})
  void anHttpProbeWithoutAnAnswerHasFailedWhenItsTimeIsUp(boolean tls, String scheme) {
    network.answers(ScriptedNetwork.SILENCE);
    ContainerCall call =
        new ContainerCall.Http(
            tls, new ContainerCall.Endpoint("10.1.0.7", 80), "/healthz", List.of());
    List<Outcome> landed = new ArrayList<>();
    new SideTrips(workshop, executor, Duration.ofMinutes(2))
        .begin(probe(ProbeKind.LIVENESS, call), landed::add);

    time.advance(Duration.ofMillis(999));
    assertThat(landed).isEmpty();
    time.advance(Duration.ofMillis(1));

    assertThat(landed).hasSize(1);
    assertThat(network.underWay()).isZero();
    assertThat(ProbeNotices.of(landed.get(0), PodMemory.NONE, Scene.CONFIG))
        .contains(
            PodNotice.warning(
                "Unhealthy",
                "Liveness probe failed: Get \"%s://10.1.0.7:80/healthz\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)"
                    .formatted(scheme),
                CONTAINER));
  }
}

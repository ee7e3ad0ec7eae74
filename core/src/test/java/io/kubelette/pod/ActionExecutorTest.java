package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualIoPool;
import io.kubelette.loop.ManualTime;
import io.kubelette.model.PodStatus;
import io.kubelette.model.VolumeMountBuilder;
import io.kubelette.pod.PodAction.DeletePod;
import io.kubelette.pod.PodAction.PublishStatus;
import io.kubelette.pod.PodAction.PullImage;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.PullProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each action asks of the runtime, what becomes of it, and which events tell so. */
final class ActionExecutorTest {

  private static final ContainerRef CONTAINER = new ContainerRef(ContainerRole.APP, "a");
  private static final Scene SCENE = Scene.empty();
  private static final PodAction START = Expected.start(SCENE, "a", 0);
  private static final ContainerRuntimeException AWAY =
      new ContainerRuntimeException(Kind.TRANSIENT, "no answer");

  private final ManualTime time = ManualTime.at(Instant.EPOCH);
  private final RecordedRuntime runtime = new RecordedRuntime(time);
  private final RecordedReports reports = new RecordedReports();
  private final ActionExecutor executor =
      new ActionExecutor(
          new PodTurn.Context(Scene.POD, Scene.NODE, Scene.CONFIG),
          new Workshop(
              ManualEventLoop.on(time),
              ManualIoPool.on(time, () -> Duration.ZERO),
              runtime,
              reports,
              Surroundings.none(),
              new ScriptedNetwork(),
              uid -> {}));

  private static PullImage pull(String image, String policy) {
    return new PullImage(CONTAINER, 0, image, policy, List.of());
  }

  private void makePresent(String image) {
    runtime.pullImage(image, PullProgress.ignored());
    runtime.calls();
  }

  @ParameterizedTest(name = "{0}, present {1}: {2}")
  @CsvSource({
    "Always, false, DONE, pull img-a:1, Pulling Pulled",
    "Always, true, DONE, pull img-a:1, Pulling Pulled",
    "IfNotPresent, false, DONE, '', ''",
    "IfNotPresent, true, DONE, '', Pulled",
    "Never, false, FAILED, '', ErrImageNeverPull Failed",
    "Never, true, DONE, '', Pulled"
  })
  @Row({"K12-02", "K12-03", "K12-10"})
  void pullsAsThePolicySays(
      String policy, boolean present, Outcome.Result result, String calls, String events) {
    if (present) {
      makePresent("img-a:1");
    }

    assertThat(executor.execute(pull("img-a:1", policy)).result()).isEqualTo(result);

    assertThat(String.join(" ", runtime.calls())).isEqualTo(calls);
    assertThat(String.join(" ", reports.events())).isEqualTo(events);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "UPPER",
        "a b",
        "a:",
        "a@sha256:12",
        "/a",
        "a//b",
        "a:tag:tag",
        "-a",
        "http://a"
      })
  @Row("K12-04")
  void refusesWhatIsNoNameOfAnImage(String image) {
    Outcome outcome = executor.execute(pull(image, "Always"));

    assertThat(outcome.reason()).isEqualTo("InvalidImageName");
    assertThat(runtime.calls()).isEmpty();
    assertThat(reports.events()).containsExactly("InspectFailed", "Failed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a:1.2-rc_3",
        "library/a",
        "localhost:5000/a",
        "registry.k8s.io/pause:3.10",
        "Registry.Example/a_b/c__d-e.f:V1",
        "a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "a:1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      })
  void takesWhatIsOne(String image) {
    assertThat(executor.execute(pull(image, "Always")))
        .isEqualTo(Outcome.done(pull(image, "Always")));
  }

  @Test
  @Row("K12-08")
  void whatIsAbsentIsFetchedInASecondStep() {
    PullImage look = pull("img-a:1", PullPolicies.IF_NOT_PRESENT);
    assertThat(executor.execute(look).reason()).isEqualTo(PullImage.ABSENT);
    assertThat(executor.execute(look.fetching()).reason()).isEmpty();
    assertThat(executor.execute(look.fetching()).reason()).as("fetched by another").isEmpty();
    assertThat(runtime.calls()).containsExactly("pull img-a:1");
  }

  @Test
  @Row({"K00-23", "K12-08"})
  void morePullsThanTheRateAllowsFailAsPulls() {
    for (int i = 0; i < 10; i++) {
      executor.execute(pull("img-a:1", "Always"));
    }
    reports.events().clear();

    Outcome outcome = executor.execute(pull("img-a:1", "Always"));

    assertThat(outcome.result()).isEqualTo(Outcome.Result.FAILED);
    assertThat(outcome.reason()).isEqualTo("ErrImagePull");
    assertThat(outcome.message()).isEqualTo("pull QPS exceeded");
    assertThat(reports.events()).endsWith("Pulling", "Failed", "Failed");
  }

  @Test
  @Row("K12-05")
  void anImageThatCannotBeInspectedSaysSo() {
    runtime.script().down();

    Outcome outcome = executor.execute(pull("app:1", PullPolicies.IF_NOT_PRESENT));

    assertThat(outcome.result()).isEqualTo(Outcome.Result.FAILED);
    assertThat(outcome.reason()).isEqualTo("ImageInspectError");
    assertThat(reports.events()).containsExactly("InspectFailed", "Failed");
  }

  @Row("K05-01")
  @Test
  void createsAndStartsAContainer() {
    makePresent("img-a:1");

    assertThat(executor.execute(START)).isEqualTo(Outcome.done(START));

    assertThat(runtime.calls()).containsExactly("create web/a-0", "start web/a-0");
    assertThat(reports.events()).containsExactly("Created", "Started");
  }

  @Test
  void startsAContainerThatWasCreatedBefore() {
    makePresent("img-a:1");
    runtime.createContainer(SCENE.specFor("a", 0));
    runtime.calls();
    var start = Expected.startCreated(SCENE, "a", 0);

    executor.execute(
        new PodAction.StartContainer(
            start.container(), start.spec(), start.setting(), "web/a-0", start.nextDelay()));

    assertThat(runtime.calls()).containsExactly("start web/a-0");
  }

  @Test
  @Row("K14-07")
  void makesAnewWhatWasCreatedBeforeIfItsMountsMayLeadElsewhereByNow() {
    makePresent("img-a:1");
    runtime.createContainer(SCENE.specFor("a", 0));
    runtime.calls();
    var start = Expected.startCreated(SCENE, "a", 0);
    var part = VolumeMountBuilder.builder().name("v").mountPath("/v").subPath("x").build();
    var definition = start.setting().definition().withVolumeMounts(List.of(part));

    executor.execute(
        new PodAction.StartContainer(
            start.container(),
            start.spec(),
            new Setting(start.setting().pod(), definition, null, Set.of()),
            "web/a-0",
            start.nextDelay()));

    assertThat(runtime.calls())
        .containsExactly("remove web/a-0", "create web/a-0", "start web/a-0");
  }

  /** An action, the call that fails, and the outcome's reason and the events, a row. */
  record Failing(PodAction action, String call, String reason, List<String> events) {}

  static Stream<Failing> failures() {
    return Stream.of(
        new Failing(
            Expected.runSandbox(0),
            "runSandbox",
            "CreatePodSandboxError",
            List.of("FailedCreatePodSandBox")),
        new Failing(
            pull("img-a:1", "Always"),
            "pull",
            "ErrImagePull",
            List.of("Pulling", "Failed", "Failed")),
        new Failing(START, "create", "CreateContainerError", List.of("Failed")),
        new Failing(START, "start", "RunContainerError", List.of("Created", "Failed")),
        new Failing(Expected.stop(SCENE, "a", 0), "TERMINATE", "", List.of("FailedKillPod")),
        new Failing(Expected.remove("web/a-0"), "remove", "", List.of()),
        new Failing(Expected.removeSandbox(0), "removeSandbox", "", List.of("FailedKillPod")));
  }

  @Row({"K05-02", "K04-04"})
  @ParameterizedTest
  @MethodSource("failures")
  void tellsWhyAnActionFailed(Failing row) {
    makePresent("img-a:1");
    runtime.script().fail(row.call(), AWAY);

    assertThat(executor.execute(row.action()))
        .isEqualTo(new Outcome(row.action(), Outcome.Result.FAILED, row.reason(), "no answer"));
    assertThat(reports.events()).isEqualTo(row.events());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void makesNoEventOfACancellation(Failing row) {
    makePresent("img-a:1");
    runtime.script().fail(row.call(), new ContainerRuntimeException(Kind.CANCELLED, "interrupted"));

    assertThat(executor.execute(row.action()).result()).isEqualTo(Outcome.Result.CANCELLED);
    assertThat(reports.events()).doesNotContain("Failed", "FailedCreatePodSandBox");
  }

  @Test
  void aFailureOfAKindThatWasNotPromisedStillHasAReason() {
    runtime.script().fail("pull", new IllegalStateException("a bug"));

    assertThat(executor.execute(pull("img-a:1", "Always")).reason()).isEqualTo("ErrImagePull");
  }

  @Test
  void saysThatASandboxIsMadeAnew() {
    executor.execute(Expected.runSandbox(0));
    assertThat(reports.events()).isEmpty();

    executor.execute(Expected.runSandbox(1));

    assertThat(reports.events()).containsExactly("SandboxChanged");
  }

  @Test
  @Row({"K16-01", "K04-04"})
  void aNameOfAHostThatIsTooLongFailsTheSandboxInKubernetesWords() {
    String name = "h".repeat(40) + ".sub." + "n".repeat(20) + ".svc.cluster.local";
    var run = (PodAction.RunSandbox) Expected.runSandbox(0);

    Outcome outcome = executor.execute(new PodAction.RunSandbox(run.spec().withHostname(name)));

    assertThat(outcome.reason()).isEqualTo("CreatePodSandboxError");
    assertThat(outcome.message())
        .isEqualTo(
            "Failed to construct FQDN from pod hostname and cluster domain, FQDN "
                + name
                + " is too long (64 characters is the max, 83 characters requested)");
    assertThat(runtime.calls()).isEmpty();
    assertThat(reports.events()).containsExactly("FailedCreatePodSandBox");
  }

  @Test
  @Row("K18-01")
  void aDeadContainerThatStaysIsToldOfTheNode() {
    runtime.script().fail("remove", AWAY);

    Outcome outcome = executor.execute(Expected.remove("web/a-0"));

    assertThat(outcome.result()).isEqualTo(Outcome.Result.FAILED);
    assertThat(reports.nodeEvents())
        .containsExactly("ContainerGCFailed: failed to remove container \"web/a-0\": no answer");
  }

  @Test
  void learnsFromItsReportsThatThePodIsGone() {
    reports.forgetPods();
    PodAction write = new PublishStatus(PodStatus.EMPTY);

    assertThat(executor.execute(write)).isEqualTo(Outcome.gone(write));
    assertThat(executor.execute(new DeletePod())).isEqualTo(Outcome.gone(new DeletePod()));
  }
}

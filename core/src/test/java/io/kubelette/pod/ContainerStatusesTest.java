package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.ContainerState;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.ContainerStatusBuilder;
import io.kubelette.model.PodStatus;
import io.kubelette.runtime.ObservedContainer.Exit;
import io.kubelette.runtime.ObservedContainer.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the status tells of a container, for one change to a pod whose sandbox is ready a row. */
final class ContainerStatusesTest {

  private static final String LOST = "terminated 137 ContainerStatusUnknown";

  /** A change, and then the container's state, its last state, and its number of restarts. */
  record Case(String change, UnaryOperator<Scene> apply, String state, String last, int restarts) {
    @Override
    public String toString() {
      return change + ": " + state;
    }
  }

  @Row({"K05-06", "K05-07", "K05-08", "K05-09", "K05-10"})
  @ParameterizedTest(name = "{0}")
  @MethodSource({"waiting", "ran", "lost"})
  void tellsStateLastStateAndRestarts(Case row) {
    ContainerStatus status = of(row.apply().apply(Scene.empty()), "a");

    assertThat(words(status.state())).isEqualTo(row.state());
    assertThat(words(status.lastState())).isEqualTo(row.last());
    assertThat(status.restartCount()).isEqualTo(row.restarts());
  }

  static Stream<Case> waiting() {
    return Stream.of(
        new Case("nothing of it exists", s -> s, "waiting ContainerCreating", "", 0),
        new Case("the pod has init containers", s -> s.init("i"), "waiting PodInitializing", "", 0),
        new Case("it is created", s -> s.created("a", 0), "waiting null", "", 0),
        new Case(
            "it is created again",
            s -> s.exited("a", 0, 1).created("a", 1),
            "waiting null",
            "terminated 1 Error",
            1),
        new Case(
            "it waits out its back-off",
            s -> s.exited("a", 2, 1).crashed("a", 2, Duration.ofSeconds(20)),
            "waiting CrashLoopBackOff",
            "terminated 1 Error",
            2),
        new Case(
            "it could not be created",
            s ->
                s.exited("a", 0, 1)
                    .remember(m -> m.withFailure("a", failure(1, "CreateContainerError"))),
            "waiting CreateContainerError",
            "terminated 1 Error",
            0));
  }

  private static PodMemory.StartFailure failure(int attempt, String reason) {
    return new PodMemory.StartFailure(attempt, reason, "not so", Scene.NOW.plusSeconds(10));
  }

  static Stream<Case> ran() {
    return Stream.of(
        new Case("it runs", s -> s.running("a", 0), "running", "", 0),
        new Case("it succeeded", s -> s.exited("a", 0, 0), "terminated 0 Completed", "", 0),
        new Case("it failed", s -> s.exited("a", 0, 3), "terminated 3 Error", "", 0),
        new Case(
            "it was killed for its memory",
            s -> s.seen(killedForMemory(s)),
            "terminated 137 OOMKilled",
            "",
            0),
        new Case(
            "it runs again",
            s -> s.exited("a", 4, 3).running("a", 5),
            "running",
            "terminated 3 Error",
            5),
        new Case(
            "it runs again, and what it was is told from memory",
            s ->
                s.exited("a", 0, 3)
                    .crashed("a", 0, Duration.ofSeconds(10))
                    .published()
                    .gone("a-0")
                    .running("a", 1),
            "running",
            "terminated 3 Error",
            1),
        new Case(
            "it is about to restart",
            s -> s.exited("a", 0, 3).published(),
            "terminated 3 Error",
            "",
            0),
        new Case(
            "it ended with its pod, back-off or not",
            s -> s.exited("a", 2, 1).crashed("a", 2, Duration.ofSeconds(20)).in("TERMINATING"),
            "terminated 1 Error",
            "",
            2));
  }

  private static io.kubelette.runtime.ObservedContainer killedForMemory(Scene scene) {
    return scene
        .observed("a", 0, State.EXITED)
        .withStartedAt(Scene.HOUR_AGO)
        .withExit(new Exit(137, Scene.NOW, "OOMKilled", ""));
  }

  static Stream<Case> lost() {
    return Stream.of(
        new Case(
            "it ran and vanished",
            s -> s.running("a", 0).published().gone("a-0"),
            "waiting ContainerCreating",
            LOST,
            1),
        new Case(
            "it vanished, and that was told",
            s -> s.running("a", 3).published().gone("a-3").published(),
            "waiting ContainerCreating",
            LOST,
            4),
        new Case(
            "it ran and cannot be told any more",
            s -> s.running("a", 0).published().unknown("a", 0),
            "waiting ContainerCreating",
            LOST,
            1),
        new Case(
            "the runtime forgot how it ended",
            s -> s.seen(s.observed("a", 0, State.EXITED)),
            LOST,
            "",
            0),
        new Case(
            "its pod ended and it was not found",
            s -> s.running("a", 0).published().gone("a-0").in("TERMINATED"),
            LOST,
            "",
            0),
        new Case(
            "its pod ended before it was made",
            s -> s.init("i").in("TERMINATED"),
            "waiting PodInitializing",
            "",
            0),
        new Case(
            "its pod ended, and what is left of it was removed",
            s -> s.policy("Never").exited("a", 1, 3).published().gone("a-1").in("TERMINATED"),
            "terminated 3 Error",
            "",
            1));
  }

  private static String words(@Nullable ContainerState state) {
    if (state == null) {
      return "";
    }
    if (state.running() != null) {
      return "running";
    }
    return state.waiting() != null
        ? "waiting " + state.waiting().reason()
        : "terminated " + state.terminated().exitCode() + " " + state.terminated().reason();
  }

  @Row("K05-12")
  @ParameterizedTest(name = "{0}")
  @MethodSource("readiness")
  void tellsWhetherItIsReadyAndStarted(
      String change, UnaryOperator<Scene> apply, String name, boolean ready, boolean started) {
    ContainerStatus status = of(apply.apply(Scene.empty()), name);

    assertThat(status.ready()).isEqualTo(ready);
    assertThat(status.started()).isEqualTo(started);
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> readiness() {
    return Stream.of(
        row("a container that runs", s -> s.running("a", 0), "a", true, true),
        row("one that is created", s -> s.created("a", 0), "a", false, false),
        row("one that ended well", s -> s.exited("a", 0, 0), "a", false, false),
        row("an init container that runs", s -> s.init("i").running("i", 0), "i", false, true),
        row("one that is done", s -> s.init("i").exited("i", 0, 0), "i", true, false),
        row("one that failed", s -> s.init("i").exited("i", 0, 1), "i", false, false),
        row("a sidecar that runs", s -> s.sidecar("s").running("s", 0), "s", true, true));
  }

  private static org.junit.jupiter.params.provider.Arguments row(
      String change, UnaryOperator<Scene> apply, Object... expected) {
    return org.junit.jupiter.params.provider.Arguments.of(
        change, apply, expected[0], expected[1], expected[2]);
  }

  @Row("K05-13")
  @Test
  void tellsTheIdentityOfARunningContainer() {
    Scene scene = Scene.empty();
    Instant precise = Scene.HOUR_AGO.plusMillis(789);
    scene.seen(scene.observed("a", 2, State.RUNNING).withStartedAt(precise));

    assertThat(of(scene, "a"))
        .isEqualTo(
            ContainerStatusBuilder.builder()
                .name("a")
                .state(
                    new ContainerState(
                        null, new io.kubelette.model.ContainerStateRunning(Scene.HOUR_AGO), null))
                .ready(true)
                .started(true)
                .restartCount(2)
                .image("img-a:1")
                .imageID("sha256:a")
                .containerID("fake://a-2")
                .build());
  }

  @Row("K05-09")
  @Test
  void tellsWhenAndWhyAContainerEnded() {
    Scene scene = Scene.empty();
    Exit exit = new Exit(127, Scene.NOW.plusMillis(5), "ContainerCannotRun", "no such file");
    scene.seen(scene.observed("a", 0, State.EXITED).withExit(exit));

    var ended = Objects.requireNonNull(of(scene, "a").state()).terminated();

    assertThat(ended.exitCode()).isEqualTo(127);
    assertThat(ended.message()).isEqualTo("no such file");
    assertThat(ended.startedAt()).as("it never started").isEqualTo(Scene.HOUR_AGO);
    assertThat(ended.finishedAt()).isEqualTo(Scene.NOW);
    assertThat(ended.containerID()).isEqualTo("fake://a-0");
  }

  @Row("K05-09")
  @Test
  void saysHowAVanishedContainerWasMissed() {
    Scene scene = Scene.converged().gone("a-0");
    assertThat(Objects.requireNonNull(of(scene, "a").lastState()).terminated().message())
        .isEqualTo(
            "The container could not be located when the pod was deleted.  The container used to"
                + " be Running");

    scene.in("TERMINATED");
    assertThat(Objects.requireNonNull(of(scene, "a").state()).terminated().message())
        .isEqualTo("The container could not be located when the pod was terminated");
  }

  @Row("K05-15")
  @Test
  void sortsContainersByNameAndKeepsTheOrderOfInitContainers() {
    Scene scene = Scene.empty().spec(spec -> Scene.specOf("z", "y")).init("j").sidecar("i");

    assertThat(scene.status().containerStatuses())
        .extracting(ContainerStatus::name)
        .containsExactly("y", "z");
    assertThat(scene.status().initContainerStatuses())
        .extracting(ContainerStatus::name)
        .containsExactly("j", "i");
  }

  private static ContainerStatus of(Scene scene, String name) {
    return Stream.of(scene.status().containerStatuses(), scene.status().initContainerStatuses())
        .flatMap(List::stream)
        .filter(status -> name.equals(status.name()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void countsARestartOfWhichTheStatusIsStillOnItsWay() {
    Scene scene = Scene.empty().running("a", 1);
    PodStatus onItsWay = scene.status();
    scene.remember(memory -> memory.withShown(onItsWay)).gone("a-1").in("TERMINATED");
    assertThat(scene.status().containerStatuses().get(0).restartCount()).isEqualTo(1);
  }
}

package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.PodCondition;
import io.kubelette.model.PodStatus;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The conditions that a pod's status tells, for one change to the converged pod a row. */
final class PodConditionsTest {

  /**
   * A change, and a condition after it: type, status, then its reason and message if it has any.
   */
  record Case(String change, UnaryOperator<Scene> apply, String expected) {
    @Override
    public String toString() {
      return change + ": " + expected;
    }
  }

  @Row({"K08-01", "K08-02", "K08-03", "K08-04"})
  @ParameterizedTest(name = "{0}")
  @MethodSource({"sandbox", "initialized", "ready"})
  void tellsWhatHolds(Case row) {
    Scene scene = row.apply().apply(Scene.converged());

    assertThat(scene.status().conditions())
        .extracting(PodConditionsTest::words)
        .contains(row.expected());
  }

  private static String words(PodCondition condition) {
    return Stream.of(condition.type(), condition.status(), condition.reason(), condition.message())
        .filter(word -> word != null)
        .reduce((one, next) -> one + " " + next)
        .orElseThrow();
  }

  static Stream<Case> sandbox() {
    return Stream.of(
        new Case("all is well", s -> s, "PodScheduled True"),
        new Case("all is well", s -> s, "PodReadyToStartContainers True"),
        new Case("nothing exists", s -> Scene.nothing(), "PodScheduled True"),
        new Case("nothing exists", s -> Scene.nothing(), "PodReadyToStartContainers False"),
        new Case("the sandbox is lost", s -> s.lostSandbox(0), "PodReadyToStartContainers False"));
  }

  static Stream<Case> initialized() {
    String incomplete =
        "Initialized False ContainersNotInitialized containers with incomplete status: ";
    return Stream.of(
        new Case("no init containers", s -> Scene.nothing(), "Initialized True"),
        new Case("none ran yet", s -> Scene.empty().init("i", "j"), incomplete + "[i j]"),
        new Case(
            "the first runs",
            s -> Scene.empty().init("i", "j").running("i", 0),
            incomplete + "[i j]"),
        new Case(
            "the first is done",
            s -> Scene.empty().init("i", "j").exited("i", 0, 0),
            incomplete + "[j]"),
        new Case(
            "the first failed",
            s -> Scene.empty().init("i", "j").exited("i", 0, 1),
            incomplete + "[i j]"),
        new Case(
            "the sidecar does not run yet",
            s -> Scene.empty().init("i").sidecar("s").exited("i", 0, 0),
            incomplete + "[s]"),
        new Case(
            "all are done, the sidecar runs",
            s -> Scene.empty().init("i").sidecar("s").exited("i", 0, 0).running("s", 0),
            "Initialized True"),
        new Case("the containers began", s -> s.init("i"), "Initialized True"),
        new Case(
            "the pod succeeded",
            s -> s.exited("a", 0, 0).exited("b", 0, 0).in("TERMINATED"),
            "Initialized True PodCompleted"));
  }

  static Stream<Case> ready() {
    return Stream.of("ContainersReady", "Ready").flatMap(PodConditionsTest::readyRows);
  }

  private static Stream<Case> readyRows(String type) {
    String unready = type + " False ContainersNotReady containers with unready status: ";
    return Stream.of(
        new Case("all is well", s -> s, type + " True"),
        new Case("nothing exists", s -> Scene.nothing(), unready + "[a b]"),
        new Case("one ended", s -> s.exited("a", 0, 1), unready + "[a]"),
        new Case("one is created", s -> s.created("b", 0), unready + "[b]"),
        new Case(
            "the sidecar does not run", s -> s.sidecar("s").exited("s", 0, 1), unready + "[s]"),
        new Case("an init container is done", s -> s.init("i").exited("i", 0, 0), type + " True"),
        new Case("an ending pod still runs", s -> s.in("TERMINATING"), type + " True"),
        new Case(
            "the pod succeeded",
            s -> s.exited("a", 0, 0).exited("b", 0, 0).in("TERMINATED"),
            type + " False PodCompleted"),
        new Case(
            "the pod failed",
            s -> s.exited("a", 0, 0).exited("b", 0, 1).in("TERMINATED"),
            type + " False PodFailed"));
  }

  @Row({"K08-03", "K08-04"})
  @Test
  void noContainerIsWithoutAStatusFromTheFirstWriteOn() {
    PodStatus first = Scene.nothing().init("i").sidecar("s").status();

    assertThat(first.initContainerStatuses())
        .extracting(ContainerStatus::name)
        .containsExactly("i", "s");
    assertThat(first.containerStatuses())
        .extracting(ContainerStatus::name)
        .containsExactly("a", "b");
    assertThat(first.conditions())
        .extracting(PodCondition::reason)
        .doesNotContain("UnknownContainerStatuses");
  }

  @Test
  void comesInTheOrderOfKubernetes() {
    assertThat(Scene.converged().status().conditions())
        .extracting(PodCondition::type)
        .containsExactly(
            "PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled")
        .isEqualTo(PodConditions.OWN);
  }

  @Test
  void keepsTheTimeOfTheLastFlip() {
    Scene scene = Scene.converged().after(Duration.ofMinutes(5));
    assertThat(scene.status().conditions())
        .allMatch(condition -> Scene.NOW.equals(condition.lastTransitionTime()));

    scene.exited("a", 0, 1).published();

    assertThat(scene.status().conditions())
        .filteredOn(condition -> scene.now().equals(condition.lastTransitionTime()))
        .extracting(PodCondition::type)
        .containsExactly("Ready", "ContainersReady");

    scene.after(Duration.ofMinutes(5)).shows("a-0", a -> a.withImageId("other"));
    assertThat(scene.status().conditions())
        .noneMatch(condition -> scene.now().equals(condition.lastTransitionTime()));
  }

  @Test
  void speaksInWholeSeconds() {
    Scene scene = Scene.nothing().after(Duration.ofMillis(1234));

    assertThat(scene.status().conditions())
        .allMatch(c -> Scene.NOW.plusSeconds(1).equals(c.lastTransitionTime()));
  }
}

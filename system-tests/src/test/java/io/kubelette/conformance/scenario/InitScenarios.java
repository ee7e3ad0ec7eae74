package io.kubelette.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.Pods;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.Pod;

/** Init containers. */
interface InitScenarios extends Scenes {

  /** Two init containers and a main one, each with its command. */
  private static String initialised(String policy, String first, String second, String main) {
    return """
        restartPolicy: %s
        initContainers:
          - {name: first, image: IMAGE, command: [sh, -c, '%s']}
          - {name: second, image: IMAGE, command: [sh, -c, '%s']}
        containers:
          - {name: main, image: IMAGE, command: [sh, -c, '%s']}
        """
        .formatted(policy, first, second, main);
  }

  private static void assertInitialised(Pod pod) {
    assertThat(Pods.hasCondition(pod, "Initialized")).isTrue();
    assertThat(pod.status().initContainerStatuses())
        .hasSize(2)
        .allSatisfy(
            each -> {
              assertThat(each.state().terminated().exitCode()).isZero();
              assertThat(each.ready()).isTrue();
            });
  }

  @Scenario("InitContainer should invoke init containers on a RestartNever pod")
  default void initContainersRunBeforeAPodThatNeverRestarts() {
    Stage stage = stage();
    stage.pod("one", initialised("Never", "exit 0", "exit 0", "exit 0"));
    stage.awaitPhase("one", "Succeeded");
    assertInitialised(stage.get("one"));
  }

  @Scenario("InitContainer should invoke init containers on a RestartAlways pod")
  default void initContainersRunBeforeAPodThatAlwaysRestarts() {
    Stage stage = stage();
    stage.readyPod("one", initialised("Always", "exit 0", "exit 0", "sleep 100000"));
    assertThat(stage.get("one").status().phase()).isEqualTo("Running");
    assertInitialised(stage.get("one"));
  }

  @Scenario(
      "InitContainer should not start app containers if init containers fail on a RestartAlways pod")
  default void nothingStartsWhileAnInitContainerFails() {
    Stage stage = stage();
    stage.pod("one", initialised("Always", "exit 1", "exit 0", "sleep 100000"));
    stage.until("it was tried three times", () -> stage.initContainer("one").restartCount() >= 3);

    Pod pod = stage.get("one");
    assertThat(pod.status().phase()).isEqualTo("Pending");
    assertThat(Pods.hasCondition(pod, "Initialized")).isFalse();
    assertThat(pod.status().initContainerStatuses().get(1).state().waiting().reason())
        .isEqualTo("PodInitializing");
    assertThat(stage.waits("one")).isEqualTo("PodInitializing");
  }

  @Scenario(
      "InitContainer should not start app containers and fail the pod if init containers fail on a RestartNever pod")
  default void aFailedInitContainerFailsAPodThatNeverRestarts() {
    Stage stage = stage();
    stage.pod("one", initialised("Never", "exit 0", "exit 1", "sleep 100000"));
    stage.awaitPhase("one", "Failed");

    Pod pod = stage.get("one");
    assertThat(Pods.hasCondition(pod, "Initialized")).isFalse();
    assertThat(pod.status().initContainerStatuses())
        .extracting(each -> each.state().terminated().exitCode())
        .containsExactly(0, 1);
    assertThat(stage.container("one")).returns(0, ContainerStatus::restartCount);
    assertThat(stage.waits("one")).isEqualTo("PodInitializing");
  }
}

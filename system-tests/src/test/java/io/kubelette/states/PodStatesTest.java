package io.kubelette.states;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.Pods;
import io.kubelette.model.Pod;
import io.kubelette.model.PodCondition;
import io.kubelette.model.Quantity;
import io.kubelette.model.ResourceRequirementsBuilder;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.fake.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Pods whose sandbox, volumes or amounts are not as they should be, or that do not fit. */
@Execution(ExecutionMode.CONCURRENT)
final class PodStatesTest extends StateNode {

  @State("FailedCreatePodSandBox")
  void aSandboxThatCannotBeMade() {
    Fault down = runtime.whenPod("default", "boxless").sandboxFails(Kind.TRANSIENT, "no network");
    pod("boxless");
    awaitEvent("boxless", "FailedCreatePodSandBox", "Failed to create pod sandbox: no network");
    awaitWaiting("boxless", "ContainerCreating");
    down.lift();
    awaitReady("boxless");
  }

  @State("a pod that waits for its sandbox")
  void aSandboxThatIsLongInTheMaking() {
    Fault slow = runtime.whenPod("default", "boxed").sandboxHangs();
    runtime.whenPod("default", "boxed").sandboxTakes(Duration.ofMillis(50));
    pod("boxed");
    awaitWaiting("boxed", "ContainerCreating");
    assertThat(Pods.hasCondition(get("boxed"), "PodReadyToStartContainers")).isFalse();
    slow.lift();
    awaitReady("boxed");
  }

  @State("SandboxChanged")
  void aSandboxThatIsLost() {
    runtime.whenPod("default", "moved").times(1).losesSandboxAfter(Duration.ofMillis(100));
    pod("moved");
    awaitEvent("moved", "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.");
    awaitReady("moved");
    runtime.pod("default", "moved").loseSandbox();
    until("it is lost again", () -> restarts("moved") >= 1);
    awaitReady("moved");
  }

  @State("FailedMount on a disk that is full")
  void aVolumeThatCannotBeWritten() {
    Fault full = runtime.whenPod("default", "full").volumesFail("no space left on device");
    node.apply(
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {level: info}}");
    pod("full", "  volumes: [{name: settings, configMap: {name: settings}}]");
    awaitEvent(
        "full",
        "FailedMount",
        "MountVolume.SetUp failed for volume \"settings\" : no space left on device");
    awaitWaiting("full", "ContainerCreating");
    full.lift();
    awaitReady("full");
  }

  @State("FailedMount for what is not there")
  void aVolumeOfNothing() {
    pod("reads", "  volumes: [{name: v, configMap: {name: absent}}]");
    awaitEvent("reads", "FailedMount", "configmap \"absent\" not found");
    node.apply("{apiVersion: v1, kind: ConfigMap, metadata: {name: absent}, data: {a: b}}");
    awaitReady("reads");
  }

  @State("DeadlineExceeded")
  void aPodThatTakesTooLong() {
    pod("hurry", "  activeDeadlineSeconds: 1");
    awaitPhase("hurry", "Failed");
    assertThat(get("hurry").status().reason()).isEqualTo("DeadlineExceeded");
  }

  @State("OutOfcpu")
  void aPodThatIsTooLargeForItsNode() {
    pod("giant", "    resources: {requests: {cpu: 100}}", "  nodeName: states");
    awaitPhase("giant", "Failed");
    assertThat(get("giant").status().reason()).isEqualTo("OutOfcpu");
  }

  @State("FailedScheduling")
  void aPodThatFitsNowhere() {
    pod("picky", "    resources: {requests: {memory: 100Gi}}");
    awaitEvent("picky", "FailedScheduling", "memory");
    assertThat(get("picky").status().phase()).isEqualTo("Pending");
    delete("picky");
  }

  @State("NodeAffinity")
  void aPodThatIsOnTheWrongNode() {
    pod("astray", "  nodeSelector: {disk: fast}", "  nodeName: states");
    awaitPhase("astray", "Failed");
    assertThat(get("astray").status().reason()).isEqualTo("NodeAffinity");
  }

  private static Pod asking(Pod pod, String cpu) {
    var container = pod.spec().containers().get(0);
    var resources =
        ResourceRequirementsBuilder.builder().requests(Map.of("cpu", Quantity.parse(cpu))).build();
    return pod.withSpec(pod.spec().withContainers(List.of(container.withResources(resources))));
  }

  private void awaitCondition(String pod, String type, String reason) {
    until(
        "%s has %s: %s".formatted(pod, type, reason),
        () ->
            get(pod).status().conditions().stream()
                .filter(condition -> type.equals(condition.type()))
                .map(PodCondition::reason)
                .filter(Objects::nonNull)
                .anyMatch(reason::equals));
  }

  @State("PodResizePending: Infeasible")
  void aResizeThatNoRoomCanHelp() {
    pod("grows", "    resources: {requests: {cpu: 100m}}");
    awaitReady("grows");
    node.api().resize(asking(get("grows"), "100"));
    awaitCondition("grows", "PodResizePending", "Infeasible");
    delete("grows");
  }

  @State("PodResizePending: Deferred")
  void aResizeThatWaitsForRoom() {
    pod("shrinks", "    resources: {requests: {cpu: 100m}}");
    pod("neighbour", "    resources: {requests: {cpu: 100m}}");
    awaitReady("shrinks");
    awaitReady("neighbour");
    node.api().resize(asking(get("shrinks"), "4"));
    awaitCondition("shrinks", "PodResizePending", "Deferred");
    delete("shrinks");
    delete("neighbour");
  }

  @State("PodResizeInProgress: Error")
  void aResizeThatFails() {
    Fault stiff =
        runtime
            .whenContainer("default", "stiff", "main")
            .updateFails(Kind.TRANSIENT, "the kernel refuses");
    pod("stiff", "    resources: {requests: {cpu: 100m}}");
    awaitReady("stiff");
    node.api().resize(asking(get("stiff"), "200m"));
    awaitCondition("stiff", "PodResizeInProgress", "Error");
    awaitEvent("stiff", "ResizeError", "Error resizing pod: the kernel refuses");
    stiff.lift();
    until("it is done", () -> !Pods.hasCondition(get("stiff"), "PodResizeInProgress"));
  }
}

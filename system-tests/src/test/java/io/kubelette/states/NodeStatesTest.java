package io.kubelette.states;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.KubeletteBuilder;
import io.kubelette.model.NodeCondition;
import io.kubelette.model.Pod;
import io.kubelette.model.ResourceType;
import io.kubelette.node.NodeConfig;
import io.kubelette.node.NodeTiming;
import io.kubelette.pod.PodManagerConfig;
import io.kubelette.runtime.PressureThresholds;
import io.kubelette.runtime.fake.RuntimeCall.Operation;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** A node whose engine is down, or whose machine is short of something: one after the other. */
final class NodeStatesTest extends StateNode {

  private static final Duration TENTH = Duration.ofMillis(100);

  @Override
  KubeletteBuilder settings(KubeletteBuilder builder) {
    NodeTiming quick =
        NodeTiming.defaults().withObserve(TENTH).withRuntimeSilence(Duration.ofMillis(300));
    PressureThresholds thresholds =
        PressureThresholds.defaults().withPids(100).withPersistence(TENTH);
    PodManagerConfig pods =
        PodManagerConfig.forTests()
            .withEviction(TENTH)
            .withRelist(TENTH)
            .withRelistPatience(Duration.ofSeconds(1))
            .withActionDeadline(Duration.ofSeconds(5));
    return builder
        .pods(pods)
        .node(NodeConfig.defaults(NODE).withTiming(quick).withThresholds(thresholds));
  }

  @AfterEach
  void allIsWellAgain() {
    runtime.clearFaults();
    runtime.startEngine();
    machine.recovers();
    for (String type : new String[] {"MemoryPressure", "DiskPressure", "PIDPressure"}) {
      awaitNode(type, "False");
    }
    awaitNode("Ready", "True");
  }

  private NodeCondition condition(String type) {
    return node.api().get(ResourceType.NODE, "", NODE).status().conditions().stream()
        .filter(condition -> type.equals(condition.type()))
        .findFirst()
        .orElseThrow();
  }

  private void awaitNode(String type, String status) {
    until(
        "the node is %s: %s".formatted(type, status),
        () -> status.equals(condition(type).status()));
  }

  private void awaitEvicted(String pod, String words) {
    awaitPhase(pod, "Failed");
    Pod evicted = get(pod);
    assertThat(evicted.status().reason()).isEqualTo("Evicted");
    assertThat(evicted.status().message()).contains(words);
    delete(pod);
    awaitGone(pod);
  }

  @State("a node that is not ready: its engine is down")
  void anEngineThatIsDown() {
    pod("runs");
    awaitReady("runs");
    Pod before = get("runs");
    runtime.stopEngine();
    awaitNode("Ready", "False");
    assertThat(condition("Ready").message()).contains("container runtime is down");
    assertThat(get("runs").status()).isEqualTo(before.status());
    runtime.startEngine();
    awaitNode("Ready", "True");
    assertThat(restarts("runs")).isZero();
    delete("runs");
  }

  @State("a node that is not ready: its engine hangs")
  void anEngineThatHangs() {
    var stuck = runtime.whenCall(Operation.OBSERVE).hangs();
    awaitNode("Ready", "False");
    assertThat(condition("Ready").message()).contains("PLEG is not healthy");
    stuck.lift();
    awaitNode("Ready", "True");
  }

  @State("events that are lost")
  void anEngineThatTellsNothing() {
    pod("quiet");
    awaitReady("quiet");
    runtime.loseEvents();
    runtime.pod("default", "quiet").container("main").exit(1);
    until("the relist has found it", () -> restarts("quiet") == 1);
    runtime.restoreEvents();
    delete("quiet");
    awaitGone("quiet");
  }

  @State("MemoryPressure, and Evicted")
  void aMachineThatIsShortOfMemory() {
    pod("small");
    pod("big");
    awaitReady("small");
    awaitReady("big");
    runtime.pod("default", "big").container("main").usesMemory(1 << 30);
    machine.leavesMemory("50Mi");
    awaitNode("MemoryPressure", "True");
    awaitEvicted("big", "The node was low on resource: memory.");
    awaitEvicted("small", "The node was low on resource: memory.");
  }

  @State("Evicted at once, on a node under pressure")
  void aPodThatComesTooLate() {
    machine.leavesMemory("50Mi");
    awaitNode("MemoryPressure", "True");
    pod("comes", "  nodeName: states");
    awaitEvicted("comes", "The node had condition: [MemoryPressure]");
  }

  @State("DiskPressure")
  void aMachineThatIsShortOfDisk() {
    machine.leavesDisk("1Gi");
    awaitNode("DiskPressure", "True");
    awaitEvent(NODE, "NodeHasDiskPressure", "");
  }

  @State("PIDPressure")
  void aMachineThatIsShortOfProcesses() {
    machine.leavesPids(10);
    awaitNode("PIDPressure", "True");
  }

  @State("Evicted for what its volume holds")
  void aVolumeThatHoldsTooMuch() {
    runtime.image(
        "writes:1",
        container -> {
          Files.write(container.writable("/data/file"), new byte[2 << 20]);
          container.awaitStop();
          return 0;
        });
    pod(
        "writes",
        "    volumeMounts: [{name: data, mountPath: /data}]",
        "  volumes: [{name: data, emptyDir: {sizeLimit: 1Mi}}]");
    awaitEvicted("writes", "Usage of EmptyDir volume \"data\" exceeds the limit \"1Mi\". ");
  }
}

package io.kubelette.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.NodeCondition;
import io.kubelette.runtime.Pressure;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@Row({"K20-02", "K20-03"})
class NodeConditionsTest {

  private static final Instant NOON = Samples.NOON;
  private static final Instant LATER = NOON.plusSeconds(300);

  private static final List<NodeCondition> HEALTHY =
      NodeConditions.after(List.of(), Set.of(), List.of(), NOON);

  @Test
  void sayOfAHealthyNodeWhatTheKubeletSays() {
    assertThat(HEALTHY)
        .containsExactly(
            condition(
                "MemoryPressure",
                "False",
                "KubeletHasSufficientMemory",
                "kubelet has sufficient memory available"),
            condition(
                "DiskPressure",
                "False",
                "KubeletHasNoDiskPressure",
                "kubelet has no disk pressure"),
            condition(
                "PIDPressure",
                "False",
                "KubeletHasSufficientPID",
                "kubelet has sufficient PID available"),
            condition("Ready", "True", "KubeletReady", "kubelet is posting ready status"));
  }

  @Test
  void sayWhatTheNodeIsShortOf() {
    List<NodeCondition> conditions =
        NodeConditions.after(
            List.of(), Set.of(Pressure.values()), List.of("container runtime is down"), NOON);

    assertThat(conditions)
        .containsExactly(
            condition(
                "MemoryPressure",
                "True",
                "KubeletHasInsufficientMemory",
                "kubelet has insufficient memory available"),
            condition(
                "DiskPressure", "True", "KubeletHasDiskPressure", "kubelet has disk pressure"),
            condition(
                "PIDPressure",
                "True",
                "KubeletHasInsufficientPID",
                "kubelet has insufficient PID available"),
            condition("Ready", "False", "KubeletNotReady", "container runtime is down"));
  }

  @Test
  void joinSeveralFaultsInBrackets() {
    List<NodeCondition> conditions =
        NodeConditions.after(List.of(), Set.of(), List.of("one", "two"), NOON);

    assertThat(conditions.get(3).message()).isEqualTo("[one, two]");
  }

  @Test
  void moveTheHeartbeatWithEveryReportAndTheTransitionWithAFlip() {
    List<NodeCondition> conditions =
        NodeConditions.after(HEALTHY, Set.of(Pressure.DISK), List.of(), LATER);

    assertThat(conditions).extracting(NodeCondition::lastHeartbeatTime).containsOnly(LATER);
    assertThat(conditions)
        .extracting(NodeCondition::lastTransitionTime)
        .containsExactly(NOON, LATER, NOON, NOON);
  }

  @Test
  void keepTheTransitionWhenOnlyTheMessageChanges() {
    List<NodeCondition> down =
        NodeConditions.after(HEALTHY, Set.of(), List.of("one"), NOON.plusSeconds(10));
    List<NodeCondition> worse = NodeConditions.after(down, Set.of(), List.of("one", "two"), LATER);

    assertThat(worse.get(3).message()).isEqualTo("[one, two]");
    assertThat(worse.get(3).lastTransitionTime()).isEqualTo(NOON.plusSeconds(10));
  }

  @Test
  void leaveOthersConditionsWhereTheyAre() {
    NodeCondition foreign =
        condition("NetworkUnavailable", "False", "RouteCreated", "a controller made a route");

    List<NodeCondition> conditions =
        NodeConditions.after(
            List.of(foreign, HEALTHY.get(3), HEALTHY.get(0)), Set.of(), List.of(), LATER);

    assertThat(conditions.get(0)).isEqualTo(foreign);
    assertThat(conditions)
        .extracting(NodeCondition::type)
        .containsExactly(
            "NetworkUnavailable", "Ready", "MemoryPressure", "DiskPressure", "PIDPressure");
  }

  @Test
  void haveTimesInWholeSeconds() {
    List<NodeCondition> conditions =
        NodeConditions.after(List.of(), Set.of(), List.of(), NOON.plusNanos(123_456_789));

    assertThat(conditions).isEqualTo(HEALTHY);
  }

  private static NodeCondition condition(
      String type, String status, String reason, String message) {
    return new NodeCondition(type, status, NOON, NOON, reason, message);
  }
}

package io.kubelette.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.NodeStatus;
import io.kubelette.model.Quantity;
import io.kubelette.runtime.Pressure;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@Row({"K20-01", "K20-03"})
class NodeNoticesTest {

  private final NodeStatuses statuses = new NodeStatuses(NodeConfig.defaults("node1"), "v1");
  private final NodeStatus healthy = after(NodeStatus.EMPTY, Samples.healthy());

  @Test
  void tellEveryConditionOfANewNode() {
    assertThat(NodeNotices.between("node1", NodeStatus.EMPTY, healthy))
        .extracting(NodeNotices.Notice::reason)
        .containsExactly(
            "NodeHasSufficientMemory",
            "NodeHasNoDiskPressure",
            "NodeHasSufficientPID",
            "NodeReady");
  }

  @Test
  void tellOnlyWhatFlipped() {
    NodeReport ill =
        new NodeReport(
            Samples.FACTS, "fake://1.0", Set.of(Pressure.MEMORY), List.of("runtime is down"));

    assertThat(NodeNotices.between("node1", healthy, after(healthy, ill)))
        .containsExactly(normal("NodeHasInsufficientMemory"), normal("NodeNotReady"));
    assertThat(NodeNotices.between("node1", healthy, after(healthy, Samples.healthy()))).isEmpty();
  }

  @Test
  void tellAReboot() {
    NodeReport rebooted =
        new NodeReport(
            Samples.facts(Quantity.parse("1Gi"), Samples.SYSTEM.withBootID("next")),
            "fake://1.0",
            Set.of(),
            List.of());

    assertThat(NodeNotices.between("node1", healthy, after(healthy, rebooted)))
        .containsExactly(
            new NodeNotices.Notice(
                NodeNotices.Weight.WARNING,
                "Rebooted",
                "Node node1 has been rebooted, boot id: next"));
  }

  private static NodeNotices.Notice normal(String reason) {
    return new NodeNotices.Notice(
        NodeNotices.Weight.NORMAL, reason, "Node node1 status is now: " + reason);
  }

  private NodeStatus after(NodeStatus before, NodeReport report) {
    return statuses.after(before, report, Samples.NOON);
  }
}

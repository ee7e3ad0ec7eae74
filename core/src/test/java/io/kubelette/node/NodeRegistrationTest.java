package io.kubelette.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.Node;
import io.kubelette.model.NodeSpec;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.Taint;
import io.kubelette.runtime.Pressure;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@Row("K20-01")
class NodeRegistrationTest {

  private static final Taint OURS = new Taint("dedicated", "tests", "NoSchedule", null);
  private static final Taint THEIRS = new Taint("maintenance", null, "NoExecute", null);

  private static final NodeConfig CONFIG =
      NodeConfig.defaults("node1").withLabels(Map.of("disk", "ssd")).withTaints(List.of(OURS));

  @Test
  void createsANodeWithItsLabelsAndTaints() {
    Node node = NodeRegistration.created(CONFIG, Samples.FACTS);

    assertThat(node.metadata().name()).isEqualTo("node1");
    assertThat(node.metadata().labels())
        .containsEntry("disk", "ssd")
        .containsEntry("kubernetes.io/hostname", "node1")
        .containsEntry("kubernetes.io/arch", "amd64")
        .hasSize(6);
    assertThat(node.spec().taints()).containsExactly(OURS);
  }

  @Test
  void takesOverANodeAndLeavesWhatOthersMadeOfIt() {
    Node present =
        new Node(
            ObjectMeta.EMPTY
                .withName("node1")
                .withUid("u1")
                .withAnnotations(Map.of("note", "kept"))
                .withLabels(Map.of("zone", "a", "kubernetes.io/arch", "arm64")),
            NodeSpec.EMPTY.withUnschedulable(true).withTaints(List.of(THEIRS)),
            null);

    Node node = NodeRegistration.reconciled(present, CONFIG, Samples.FACTS);

    assertThat(node.spec()).isEqualTo(present.spec());
    assertThat(node.metadata().uid()).isEqualTo("u1");
    assertThat(node.metadata().annotations()).containsEntry("note", "kept");
    assertThat(node.metadata().labels())
        .containsEntry("zone", "a")
        .containsEntry("disk", "ssd")
        .containsEntry("kubernetes.io/arch", "amd64");
  }

  @Test
  @Row("K18-04")
  void bearsATaintForEachResourceThatIsShortAndLeavesOthersAlone() {
    Node node = NodeRegistration.created(CONFIG.withTaints(List.of(THEIRS)), Samples.FACTS);

    Node shortNode = NodeRegistration.tainted(node, Set.of(Pressure.MEMORY, Pressure.PID));

    assertThat(shortNode.spec().taints())
        .containsExactly(
            THEIRS,
            new Taint("node.kubernetes.io/memory-pressure", null, "NoSchedule", null),
            new Taint("node.kubernetes.io/pid-pressure", null, "NoSchedule", null));
    assertThat(NodeRegistration.tainted(shortNode, Set.of(Pressure.MEMORY, Pressure.PID)))
        .isSameAs(shortNode);
    assertThat(NodeRegistration.tainted(shortNode, Set.of())).isEqualTo(node);
  }
}

package io.kubelette.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.DeleteOptions;
import io.kubelette.api.Query;
import io.kubelette.model.Lease;
import io.kubelette.model.Node;
import io.kubelette.model.ResourceType;
import java.util.Map;

/** Leases and Nodes as objects. */
interface NodeScenarios extends Scenes {

  @Scenario("Lease lease API should be available")
  default void leasesAreKept() {
    Stage stage = stage();
    stage.apply(
        """
        apiVersion: coordination.k8s.io/v1
        kind: Lease
        metadata: {name: lease, namespace: NAMESPACE}
        spec: {holderIdentity: holder, leaseDurationSeconds: 30, leaseTransitions: 0}
        """);
    Lease lease = stage.api().get(ResourceType.LEASE, stage.namespace(), "lease");
    assertThat(lease.spec().holderIdentity()).isEqualTo("holder");
    stage.api().update(lease.withSpec(lease.spec().withHolderIdentity("other")));
    assertThat(stage.api().items(Query.of(ResourceType.LEASE).in(stage.namespace())))
        .extracting(each -> each.spec().holderIdentity())
        .containsExactly("other");
    stage.api().delete(ResourceType.LEASE, stage.namespace(), "lease", DeleteOptions.defaults());
    assertThat(stage.api().find(ResourceType.LEASE, stage.namespace(), "lease")).isEmpty();
  }

  @Scenario("Node Lifecycle should run through the lifecycle of a node")
  default void nodesAreKept() {
    Stage stage = stage();
    String name = "another-" + stage.namespace();
    stage.apply("apiVersion: v1\nkind: Node\nmetadata: {name: another-NAMESPACE}\n");
    Node node = stage.api().get(ResourceType.NODE, "", name);
    stage
        .api()
        .update(node.withMetadata(node.metadata().withLabels(Map.of("lifecycle", "updated"))));
    assertThat(stage.api().items(Query.of(ResourceType.NODE).labels("lifecycle=updated")))
        .extracting(each -> each.metadata().name())
        .containsExactly(name);
    stage.api().delete(ResourceType.NODE, "", name, DeleteOptions.defaults());
    assertThat(stage.api().find(ResourceType.NODE, "", name)).isEmpty();
  }
}

package io.kubelette.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.DeleteOptions;
import io.kubelette.api.TestCluster;
import io.kubelette.model.Namespace;
import io.kubelette.model.ResourceType;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamespaceControllerTest {

  private final TestCluster cluster = TestCluster.create();
  private final NamespaceController controller =
      NamespaceController.start(cluster.api, cluster.route, cluster.time);

  @Test
  void aNamespaceEndsWithAllThatIsInIt() {
    create("{apiVersion: v1, kind: Namespace, metadata: {name: team}}");
    create("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: team}}");
    create("{apiVersion: v1, kind: Secret, metadata: {name: b, namespace: team}}");
    create("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}");

    delete();
    cluster.time.runReady();

    assertThat(cluster.api.find(ResourceType.NAMESPACE, "", "team")).isEmpty();
    assertThat(cluster.api.find(ResourceType.CONFIG_MAP, "team", "a")).isEmpty();
    assertThat(cluster.api.find(ResourceType.CONFIG_MAP, "default", "a")).isPresent();
  }

  @Test
  void itWaitsForPodsInTheirGraceAndSaysSo() {
    create("{apiVersion: v1, kind: Namespace, metadata: {name: team}}");
    create(
        "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: team}, spec: {nodeName: here,"
            + " containers: [{name: c, image: i}]}}");

    delete();
    cluster.time.runReady();

    Namespace ending = cluster.api.get(ResourceType.NAMESPACE, "", "team");
    assertThat(ending.status().phase()).isEqualTo("Terminating");
    assertThat(ending.status().conditions())
        .singleElement()
        .satisfies(
            condition ->
                assertThat(condition.message())
                    .isEqualTo("Some resources are remaining: pods. has 1 resource instances"));
    cluster.api.delete(ResourceType.POD, "team", "p", DeleteOptions.now());
    cluster.time.runReady();
    assertThat(cluster.api.find(ResourceType.NAMESPACE, "", "team")).isEmpty();
  }

  @Test
  void whatFinalizersHoldIsLookedAtAgain() {
    create("{apiVersion: v1, kind: Namespace, metadata: {name: team}}");
    create(
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: team, finalizers:"
            + " [example.org/wait]}}");
    delete();
    cluster.time.runReady();
    var held = cluster.api.get(ResourceType.CONFIG_MAP, "team", "a");

    cluster.api.update(held.withMetadata(held.metadata().withFinalizers(List.of())));
    cluster.time.advance(java.time.Duration.ofMinutes(2));

    assertThat(cluster.api.find(ResourceType.NAMESPACE, "", "team")).isEmpty();
    controller.close();
    cluster.time.runReady();
    assertThat(cluster.time.pending()).isZero();
  }

  private void delete() {
    cluster.api.delete(ResourceType.NAMESPACE, "", "team", DeleteOptions.defaults());
  }

  private void create(String yaml) {
    cluster.api.create(TestCluster.object(yaml));
  }
}

package io.kubelette.clients.fabric8;

import static io.kubelette.clients.fabric8.Fabric8.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.kubelette.clients.ClientNode;
import org.junit.jupiter.api.Test;

/** An operator that nobody wrote for Kubelette does its work on it. */
class OperatorTest {

  @Test
  void podsFollowTheirConfigMap() {
    try (ClientNode node = ClientNode.open();
        KubernetesClient client = Fabric8.client(node);
        PodsOfConfigMaps operator = new PodsOfConfigMaps(client)) {
      ConfigMap three = client.resource(wish("3")).create();
      await().atMost(PATIENCE).until(() -> running(client) == 3);

      client.pods().withName("wish-1").withGracePeriod(0).delete();
      await().atMost(PATIENCE).until(() -> running(client) == 3);

      client.resource(wish("1")).update();
      await().atMost(PATIENCE).until(() -> client.pods().list().getItems().size() == 1);

      client.resource(three).delete();
      await().atMost(PATIENCE).until(() -> client.pods().list().getItems().isEmpty());
      assertThat(operator.failures()).isEmpty();
    }
  }

  private static long running(KubernetesClient client) {
    return client.pods().list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(pod -> pod.getStatus() != null && "Running".equals(pod.getStatus().getPhase()))
        .count();
  }

  private static ConfigMap wish(String replicas) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("wish")
        .addToLabels("pods", "yes")
        .endMetadata()
        .addToData("image", ClientNode.IMAGE)
        .addToData("replicas", replicas)
        .build();
  }
}

package io.kubelette.clients.fabric8;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.kubelette.clients.ClientNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Clients as users build them, and objects as small as they may be. */
final class Fabric8 {

  /** For what another thread or process does; far longer than it takes. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private Fabric8() {}

  /** Takes nothing from the environment, so that no cluster of the user is touched. */
  static KubernetesClient client(ClientNode node) {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(node.url())
            .withNamespace("default")
            .withWatchReconnectInterval(50)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** What is served behind a forwarded port. */
  static String page(LocalPortForward forward) throws IOException, InterruptedException {
    URI page = URI.create("http://127.0.0.1:" + forward.getLocalPort() + "/");
    HttpRequest request = HttpRequest.newBuilder(page).timeout(PATIENCE).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  static ConfigMap map(String name, String key, String value) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withData(Map.of(key, value))
        .build();
  }

  static Pod pod(String name) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels("app", name)
        .endMetadata()
        .withNewSpec()
        .withTerminationGracePeriodSeconds(1L)
        .addNewContainer()
        .withName("main")
        .withImage(ClientNode.IMAGE)
        .addNewPort()
        .withContainerPort(8080)
        .endPort()
        .endContainer()
        .endSpec()
        .build();
  }
}

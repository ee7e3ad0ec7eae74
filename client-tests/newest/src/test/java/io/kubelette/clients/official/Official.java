package io.kubelette.clients.official;

import io.kubelette.clients.ClientNode;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.util.Config;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Clients as users build them, and objects as small as they may be. */
final class Official {

  /** For what another thread or process does; far longer than it takes. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private Official() {}

  /** Watches and logs are silent for as long as nothing happens. */
  static ApiClient client(ClientNode node) {
    return Config.fromUrl(node.url()).setReadTimeout(0);
  }

  static V1ConfigMap map(String name, String key, String value) {
    return new V1ConfigMap().metadata(new V1ObjectMeta().name(name)).data(Map.of(key, value));
  }

  static V1Pod pod(String name) {
    V1Container main =
        new V1Container()
            .name("main")
            .image(ClientNode.IMAGE)
            .ports(List.of(new V1ContainerPort().containerPort(8080)));
    return new V1Pod()
        .metadata(new V1ObjectMeta().name(name).labels(Map.of("app", name)))
        .spec(new V1PodSpec().terminationGracePeriodSeconds(1L).containers(List.of(main)));
  }
}

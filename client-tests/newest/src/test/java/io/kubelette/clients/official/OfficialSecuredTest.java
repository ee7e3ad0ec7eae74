package io.kubelette.clients.official;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.clients.ClientNode;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

/** The same over TLS, with what {@code kubeconfig()} returns and nothing else. */
class OfficialSecuredTest {

  @Test
  void aKubeconfigIsAllThatAClientNeeds() throws Exception {
    try (ClientNode node = ClientNode.secured()) {
      ApiClient client =
          ClientBuilder.kubeconfig(KubeConfig.loadKubeConfig(new StringReader(node.kubeconfig())))
              .build();
      assertThat(new CoreV1Api(client).listNode().execute().getItems()).hasSize(1);
    }
  }
}

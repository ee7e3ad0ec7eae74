package io.kubelette.clients.fabric8;

import static io.kubelette.clients.fabric8.Fabric8.PATIENCE;
import static io.kubelette.clients.fabric8.Fabric8.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.kubelette.clients.ClientNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The same over TLS, with what {@code kubeconfig()} returns and nothing else. */
class SecuredTest {

  @Test
  void aKubeconfigIsAllThatAClientNeeds() throws Exception {
    try (ClientNode node = ClientNode.secured();
        KubernetesClient client =
            new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(node.kubeconfig()))
                .build()) {
      client.pods().inNamespace("default").resource(pod("web")).create();
      var web = client.pods().inNamespace("default").withName("web");
      web.waitUntilReady(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(web.getLog()).startsWith("listening on ");
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (ExecWatch echo = web.writingOutput(out).exec("echo", "over", "TLS")) {
        assertThat(echo.exitCode().get(60, TimeUnit.SECONDS)).isZero();
      }
      assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("over TLS\n");
    }
  }
}

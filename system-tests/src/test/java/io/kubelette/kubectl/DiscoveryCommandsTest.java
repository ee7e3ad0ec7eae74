package io.kubelette.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a server is and has. */
@KubectlTest
class DiscoveryCommandsTest extends KubectlNode {

  @Test
  void versionTellsTheServers() {
    assertThat(kubectl.run("version")).contains("Server Version: v1.32.0+kubelette");
  }

  @Test
  void apiResourcesListsKindsWithTheirNames() {
    assertThat(kubectl.run("api-resources"))
        .containsPattern("deployments +deploy +apps/v1 +true +Deployment")
        .containsPattern("nodes +no +v1 +false +Node");
    assertThat(kubectl.run("api-versions")).contains("batch/v1\n");
  }

  @Test
  void explainShowsEveryField() {
    assertThat(kubectl.run("explain", "pod.spec.containers.ports"))
        .contains("containerPort\t<integer>");
    assertThat(kubectl.run("explain", "deployment.spec", "--recursive"))
        .contains("maxUnavailable\t<string>");
  }

  @Test
  void rawPathsAreServed() {
    assertThat(kubectl.run("get", "--raw", "/readyz")).isEqualTo("ok");
    assertThat(kubectl.run("cluster-info")).contains(http.url());
  }
}

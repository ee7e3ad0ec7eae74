package io.kubelette.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a server is and has, and what one may do there. */
abstract class DiscoveryContract extends KubectlContract {

  DiscoveryContract(Ground ground) {
    super(ground);
  }

  @Test
  @Form({"version", "version -o json"})
  void versionTellsTheServers() {
    assertThat(kubectl.run("version"))
        .containsPattern("Server Version: v1\\.\\d+\\.\\d+\\+kubelette");
    assertThat(kubectl.run("version", "-o", "json")).contains("\"serverVersion\"");
  }

  @Test
  @Form({
    "api-resources",
    "api-resources -o wide",
    "api-resources --namespaced",
    "api-resources --api-group",
    "api-resources --verbs",
    "api-resources --categories",
    "api-versions"
  })
  void apiResourcesListsKindsWithTheirNames() {
    assertThat(kubectl.run("api-resources"))
        .containsPattern("deployments +deploy +apps/v1 +true +Deployment")
        .containsPattern("nodes +no +v1 +false +Node");
    assertThat(kubectl.run("api-resources", "-o", "wide"))
        .containsPattern("pods +po +v1 +true +Pod +create,delete,.* +all");
    assertThat(kubectl.run("api-resources", "--namespaced=false", "-o", "name"))
        .contains("namespaces\n")
        .doesNotContain("pods\n");
    assertThat(kubectl.run("api-resources", "--api-group=batch", "-o", "name"))
        .isEqualTo("cronjobs.batch\njobs.batch\n");
    assertThat(kubectl.run("api-resources", "--verbs=list,get", "-o", "name"))
        .contains("pods\n")
        .doesNotContain("selfsubjectaccessreviews");
    assertThat(kubectl.run("api-resources", "--categories=all", "-o", "name"))
        .contains("services\n")
        .doesNotContain("secrets");
    assertThat(kubectl.run("api-versions")).contains("batch/v1\n", "\nv1\n");
    assertThat(kubectl.refused("get", "nothings"))
        .contains("the server doesn't have a resource type \"nothings\"");
  }

  @Test
  @Form({"explain", "explain --recursive", "explain --api-version", "explain --output"})
  void explainShowsEveryField() {
    assertThat(kubectl.run("explain", "pods"))
        .contains("KIND:       Pod", "VERSION:    v1", "spec\t<PodSpec>");
    assertThat(kubectl.run("explain", "pod.spec.containers.ports"))
        .contains("FIELD: ports <[]ContainerPort>", "containerPort\t<integer>");
    assertThat(kubectl.run("explain", "deployment.spec", "--recursive"))
        .contains("maxUnavailable\t<string>");
    assertThat(kubectl.run("explain", "jobs", "--api-version=batch/v1"))
        .contains("GROUP:      batch");
    assertThat(kubectl.run("explain", "pod.spec.nodeName", "--output=plaintext"))
        .contains("FIELD: nodeName <string>");
    assertThat(kubectl.refused("explain", "pod.spec.nothing"))
        .contains("field \"nothing\" does not exist");
  }

  @Test
  @Form({"get --raw", "create --raw", "replace --raw", "delete --raw"})
  void rawPathsAreServed() {
    String all = "/api/v1/namespaces/" + namespace + "/configmaps";
    assertThat(kubectl.run("get", "--raw", "/healthz")).isEqualTo("ok");
    assertThat(kubectl.run("get", "--raw", "/readyz")).isEqualTo("ok");
    assertThat(kubectl.run("get", "--raw", "/livez?verbose")).contains("ok");
    assertThat(kubectl.run("get", "--raw", "/")).contains("/api/v1", "/metrics");
    String object =
        "{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"raw\"}%s}";
    String made = kubectl.file("raw.json", object.formatted(""));
    String other = kubectl.file("other.json", object.formatted(",\"data\":{\"a\":\"b\"}"));
    assertThat(kubectl.run("create", "--raw", all, "-f", made)).contains("\"uid\"");
    assertThat(kubectl.run("replace", "--raw", all + "/raw", "-f", other)).contains("\"a\":\"b\"");
    assertThat(kubectl.run("delete", "--raw", all + "/raw")).contains("\"status\":\"Success\"");
    assertThat(kubectl.refused("get", "--raw", all + "/raw"))
        .contains("(NotFound): configmaps \"raw\" not found");
    assertThat(kubectl.refused("get", "--raw", "/nothing"))
        .contains("the server could not find the requested resource");
  }

  @Test
  @Form({"cluster-info", "cluster-info dump"})
  void theClusterTellsOfItself() {
    assertThat(kubectl.run("cluster-info")).contains(http.url());
    assertThat(kubectl.run("cluster-info", "dump", "--namespaces=" + namespace))
        .contains("\"kind\": \"NodeList\"", "\"kind\": \"PodList\"");
  }

  @Test
  @Form({"auth can-i", "auth can-i --list", "auth can-i --subresource", "auth whoami"})
  void oneFindsOutWhoOneIsAndWhatOneMay() {
    assertThat(kubectl.run("auth", "can-i", "create", "pods")).isEqualTo("yes\n");
    assertThat(kubectl.run("auth", "can-i", "create", "pods", "--subresource=exec"))
        .isEqualTo("yes\n");
    assertThat(kubectl.run("auth", "can-i", "get", "/metrics")).isEqualTo("yes\n");
    assertThat(kubectl.run("auth", "can-i", "--list"))
        .containsPattern("\\*\\.\\* +\\[] +\\[] +\\[\\*]")
        .containsPattern(" +\\[\\*] +\\[] +\\[\\*]");
    assertThat(kubectl.run("auth", "whoami")).containsPattern("Username +system:admin");
    assertThat(kubectl.run("auth", "whoami", "-o", "jsonpath={.status.userInfo.groups[0]}"))
        .isEqualTo("system:masters");
  }
}

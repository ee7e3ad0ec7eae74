package io.kubelette.kubectl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/** The end of objects, and of what they own. */
abstract class DeleteContract extends KubectlContract {

  DeleteContract(Ground ground) {
    super(ground);
  }

  @Test
  @Form({
    "delete",
    "delete -f",
    "delete -l",
    "delete --all",
    "delete --field-selector",
    "delete --ignore-not-found",
    "delete --dry-run=server",
    "delete -o name",
    "delete -k"
  })
  void deleteRemovesWhatIsChosen() {
    String map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %1$s, labels: {nth: %1$s}}\n";
    for (String name : new String[] {"a", "b", "c", "d", "e", "f"}) {
      applied(map.formatted(name));
    }
    String file = kubectl.file("a.yaml", map.formatted("a"));
    kubectl.file("kustomization.yaml", "resources: [a.yaml]\n");
    assertThat(kubectl.run("delete", "cm", "a", "--dry-run=server"))
        .isEqualTo("configmap \"a\" deleted (server dry run)\n");
    assertThat(kubectl.run("delete", "-f", file)).startsWith("configmap \"a\" deleted");
    assertThat(kubectl.refused("delete", "cm", "a")).contains("(NotFound)");
    assertThat(kubectl.run("delete", "-k", home.toString(), "--ignore-not-found")).isEmpty();
    assertThat(kubectl.run("delete", "cm", "b", "-o", "name")).isEqualTo("configmap/b\n");
    kubectl.run("delete", "cm", "-l", "nth in (c,d)");
    kubectl.run("delete", "cm", "--field-selector=metadata.name=e");
    assertThat(kubectl.run("get", "cm", "-o", "name")).isEqualTo("configmap/f\n");
    assertThat(kubectl.run("delete", "cm", "--all")).startsWith("configmap \"f\" deleted");
  }

  @Test
  @Form({
    "delete --now",
    "delete --grace-period",
    "delete --force",
    "delete --wait=false",
    "delete --timeout"
  })
  void deleteGivesPodsTheirGrace() {
    ready(
        pod("now", "sleep 100000")
            + "---\n"
            + pod("graceful", "sleep 100000")
            + "---\n"
            + pod("forced", "sleep 100000")
            + "---\n"
            + pod("held", "sleep 100000").replace("labels:", "finalizers: [test/held], labels:"));
    kubectl.run("delete", "pod", "now", "--now");
    kubectl.run("delete", "pod", "graceful", "--grace-period=2");
    Kubectl.Result forced = kubectl.attempt("delete", "pod", "forced", "--force");
    assertThat(forced.success()).contains("pod \"forced\" force deleted");
    assertThat(forced.err()).contains("Immediate deletion does not wait for confirmation");
    assertThat(kubectl.refused("delete", "pod", "held", "--timeout=1s")).contains("timed out");
    kubectl.run("delete", "pod", "held", "--wait=false");
    assertThat(kubectl.run("get", "pods", "-o", "name")).isEqualTo("pod/held\n");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(kubectl.run("get", "pods"))
                    .containsPattern("held +0/1 +(Completed|Error)"));
    kubectl.run(
        "patch", "pod", "held", "--type=merge", "-p", "{\"metadata\":{\"finalizers\":null}}");
    kubectl.run("wait", "--for=delete", "pod/held", "--timeout=50s");
  }

  @Test
  @Form({"delete --cascade=background", "delete --cascade=foreground", "delete --cascade=orphan"})
  void deleteCascadesAsItIsTold() {
    for (String mode : new String[] {"background", "foreground", "orphan"}) {
      kubectl.run("create", "deployment", mode, "--image=i", "--replicas=0");
      String uid = field("deploy/" + mode, "{.metadata.uid}");
      applied(
          """
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: of-%1$s, ownerReferences: [{apiVersion: apps/v1, kind: Deployment, \
          name: %1$s, uid: %2$s, blockOwnerDeletion: true}]}
          """
              .formatted(mode, uid));
    }
    kubectl.run("delete", "deployment", "orphan", "--cascade=orphan");
    assertThat(field("cm/of-orphan", "{.metadata.ownerReferences}")).isEmpty();
    kubectl.run("delete", "deployment", "background", "--cascade=background");
    kubectl.run("wait", "--for=delete", "cm/of-background", "--timeout=50s");
    kubectl.run(
        "patch",
        "cm",
        "of-foreground",
        "--type=merge",
        "-p",
        "{\"metadata\":{\"finalizers\":[\"test/held\"]}}");
    try (Running delete =
        kubectl.start("delete", "deployment", "foreground", "--cascade=foreground")) {
      kubectl.run(
          "wait",
          "--for=jsonpath={.metadata.deletionTimestamp}",
          "cm/of-foreground",
          "--timeout=50s");
      assertThat(field("deploy/foreground", "{.metadata.finalizers}"))
          .contains("foregroundDeletion");
      kubectl.run(
          "patch",
          "cm",
          "of-foreground",
          "--type=merge",
          "-p",
          "{\"metadata\":{\"finalizers\":null}}");
      delete.result().success();
    }
    assertThat(kubectl.run("get", "deploy,cm", "-o", "name")).isEqualTo("configmap/of-orphan\n");
  }

  @Test
  @Form({"delete namespace", "delete all --all"})
  void aNamespaceGoesWithAllThatIsInIt() {
    ready(pod("web", "sleep 100000"));
    kubectl.run("create", "service", "clusterip", "s", "--tcp=80");
    kubectl.run("create", "configmap", "c");
    assertThat(kubectl.run("delete", "all", "--all"))
        .contains("pod \"web\" deleted", "service \"s\" deleted");
    assertThat(kubectl.run("delete", "namespace", namespace)).contains("deleted");
    assertThat(kubectl.refused("get", "namespace", namespace)).contains("(NotFound)");
    assertThat(kubectl.run("get", "cm", "-o", "name")).isEmpty();
  }
}

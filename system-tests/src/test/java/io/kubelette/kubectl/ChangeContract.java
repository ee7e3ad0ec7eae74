package io.kubelette.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Single changes of objects. */
abstract class ChangeContract extends KubectlContract {

  ChangeContract(Ground ground) {
    super(ground);
  }

  @Test
  @Form({
    "patch",
    "patch --type=strategic",
    "patch --type=merge",
    "patch --type=json",
    "patch --subresource=status",
    "patch --subresource=scale",
    "patch --patch-file",
    "patch --dry-run=server",
    "patch -f"
  })
  void patchMergesByEveryRule() {
    kubectl.run("create", "deployment", "d", "--image=one:1", "--replicas=0");
    String containers = "{\"spec\":{\"template\":{\"spec\":{\"containers\":[%s]}}}}";
    String sidecar = containers.formatted("{\"name\":\"two\",\"image\":\"two:1\"}");
    assertThat(kubectl.run("patch", "deployment", "d", "-p", sidecar))
        .isEqualTo("deployment.apps/d patched\n");
    assertThat(images()).isEqualTo("two:1 one:1");
    String delete = containers.formatted("{\"name\":\"one\",\"$patch\":\"delete\"}");
    kubectl.run("patch", "deployment", "d", "--type=strategic", "-p", delete);
    assertThat(images()).isEqualTo("two:1");
    String whole = containers.formatted("{\"name\":\"three\",\"image\":\"three:1\"}");
    kubectl.run("patch", "deployment", "d", "--type=merge", "-p", whole);
    assertThat(images()).isEqualTo("three:1");
    String at =
        "[{\"op\":\"%s\",\"path\":\"/spec/template/spec/containers/0/image\",\"value\":\"%s\"}]";
    kubectl.run("patch", "deployment", "d", "--type=json", "-p", at.formatted("replace", "four:1"));
    assertThat(images()).isEqualTo("four:1");
    assertThat(
            kubectl.refused(
                "patch", "deployment", "d", "--type=json", "-p", at.formatted("test", "x")))
        .contains("test");
    kubectl.run(
        "patch", "deployment", "d", "--subresource=status", "-p", "{\"status\":{\"replicas\":3}}");
    assertThat(field("deploy/d", "{.status.replicas}")).isEqualTo("3");
    kubectl.run(
        "patch",
        "deployment",
        "d",
        "--subresource=scale",
        "--type=merge",
        "-p",
        "{\"spec\":{\"replicas\":2}}");
    assertThat(field("deploy/d", "{.spec.replicas}")).isEqualTo("2");
    String paused = kubectl.file("patch.yaml", "spec: {paused: true}\n");
    kubectl.run("patch", "deployment", "d", "--patch-file=" + paused, "--dry-run=server");
    assertThat(field("deploy/d", "{.spec.paused}")).isEmpty();
    String file =
        kubectl.file("d.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\n");
    kubectl.run("patch", "-f", file, "--patch-file=" + paused);
    assertThat(field("deploy/d", "{.spec.paused}")).isEqualTo("true");
    assertThat(kubectl.run("patch", "deployment", "d", "--patch-file=" + paused))
        .isEqualTo("deployment.apps/d patched (no change)\n");
    assertThat(kubectl.refused("patch", "deployment", "d", "-p", "{\"spec\":{\"replicas\":\"x\"}}"))
        .contains("spec.replicas");
  }

  private String images() {
    return field("deploy/d", "{.spec.template.spec.containers[*].image}");
  }

  @Test
  @Form({"replace -f", "replace --force", "replace -f -", "replace --subresource=status"})
  void replaceWritesWholeObjects() {
    String map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: %s\n";
    String first = kubectl.file("m.yaml", map.formatted("{a: '1', b: '1'}"));
    assertThat(kubectl.refused("replace", "-f", first)).contains("(NotFound)");
    kubectl.run("create", "-f", first);
    assertThat(kubectl.fed(map.formatted("{a: '2'}"), "replace", "-f", "-").success())
        .isEqualTo("configmap/m replaced\n");
    assertThat(field("cm/m", "{.data}")).isEqualTo("{\"a\":\"2\"}");
    String stale = map.replace("name: m", "name: m, resourceVersion: '1'").formatted("{a: '3'}");
    assertThat(kubectl.refused("replace", "-f", kubectl.file("stale.yaml", stale)))
        .contains("(Conflict)", "the object has been modified");
    ready(pod("web", "sleep 100000"));
    String uid = field("pod/web", "{.metadata.uid}");
    String other = kubectl.file("web.yaml", pod("web", "sleep 90000"));
    assertThat(kubectl.refused("replace", "-f", other)).contains("pod updates may not change");
    kubectl.run("replace", "--force", "-f", other);
    assertThat(field("pod/web", "{.metadata.uid}")).isNotEqualTo(uid);
    kubectl.run("create", "deployment", "d", "--image=i", "--replicas=0");
    String status =
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nstatus: {replicas: 4}\n";
    kubectl.run("replace", "--subresource=status", "-f", kubectl.file("status.yaml", status));
    assertThat(field("deploy/d", "{.status.replicas} {.spec.template.spec.containers[0].image}"))
        .isEqualTo("4 i");
  }

  @Test
  @Form({
    "label",
    "label --overwrite",
    "label -l",
    "label --all",
    "label --list",
    "label --resource-version",
    "annotate",
    "annotate --overwrite",
    "annotate --all"
  })
  void labelsAndAnnotationsComeAndGo() {
    kubectl.run("create", "configmap", "a");
    kubectl.run("create", "configmap", "b");
    assertThat(kubectl.run("label", "cm", "a", "tier=front")).isEqualTo("configmap/a labeled\n");
    assertThat(kubectl.refused("label", "cm", "a", "tier=back"))
        .contains("already has a value (front)");
    assertThat(kubectl.refused("label", "cm", "a", "tier=-bad", "--overwrite"))
        .contains("invalid label value: \"tier=-bad\"");
    kubectl.run("label", "cm", "--overwrite", "-l", "tier=front", "tier=back");
    kubectl.run("label", "cm", "--all", "both=yes");
    assertThat(kubectl.run("label", "cm", "a", "--list")).contains("tier=back", "both=yes");
    assertThat(kubectl.refused("label", "cm", "a", "x=y", "--resource-version=1"))
        .contains("(Conflict)");
    assertThat(kubectl.run("label", "cm", "a", "tier-")).isEqualTo("configmap/a unlabeled\n");
    assertThat(field("cm/a", "{.metadata.labels}")).isEqualTo("{\"both\":\"yes\"}");
    kubectl.run("annotate", "cm", "a", "note=one");
    kubectl.run("annotate", "cm", "--all", "--overwrite", "note=a longer one");
    assertThat(field("cm/b", "{.metadata.annotations.note}")).isEqualTo("a longer one");
    assertThat(kubectl.run("annotate", "cm", "b", "note-")).isEqualTo("configmap/b annotated\n");
    assertThat(field("cm/b", "{.metadata.annotations}")).isEmpty();
  }

  @Test
  @Form({
    "set image",
    "set env",
    "set env --list",
    "set env --from",
    "set resources",
    "set serviceaccount",
    "set selector",
    "set subject"
  })
  void setChangesWhatItNames() {
    kubectl.run("create", "deployment", "d", "--image=one:1", "--replicas=0");
    kubectl.run("create", "configmap", "c", "--from-literal=LEVEL=debug");
    kubectl.run("set", "image", "deployment/d", "one=two:2");
    assertThat(images()).isEqualTo("two:2");
    kubectl.run("set", "env", "deployment/d", "A=b");
    kubectl.run("set", "env", "deployment/d", "--from=configmap/c");
    assertThat(kubectl.run("set", "env", "deployment/d", "--list"))
        .contains("A=b", "LEVEL from configmap c, key LEVEL");
    kubectl.run("set", "env", "deployment/d", "A-");
    assertThat(kubectl.run("set", "env", "deployment/d", "--list")).doesNotContain("A=b");
    kubectl.run("set", "resources", "deployment/d", "--limits=cpu=200m,memory=64Mi");
    assertThat(field("deploy/d", "{..limits.cpu}")).isEqualTo("200m");
    kubectl.run("set", "serviceaccount", "deployment/d", "sa");
    assertThat(field("deploy/d", "{.spec.template.spec.serviceAccountName}")).isEqualTo("sa");
    kubectl.run("create", "service", "clusterip", "s", "--tcp=80");
    kubectl.run("set", "selector", "service/s", "tier=back");
    assertThat(field("svc/s", "{.spec.selector}")).isEqualTo("{\"tier\":\"back\"}");
    kubectl.run("create", "rolebinding", "rb", "--role=r", "--user=u");
    kubectl.run("set", "subject", "rolebinding/rb", "--user=v");
    assertThat(field("rolebinding/rb", "{.subjects[*].name}")).isEqualTo("u v");
  }
}

package io.kubelette.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What manifests and editors say objects shall be. */
abstract class ApplyContract extends KubectlContract {

  private static final String MAP =
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s, labels: {set: mine}}\ndata: %s\n";

  ApplyContract(Ground ground) {
    super(ground);
  }

  private String map(String name, String content) {
    return kubectl.file(name + ".yaml", MAP.formatted(name, content));
  }

  @Test
  @Form({
    "apply -f",
    "apply -f -",
    "apply -k",
    "apply -R",
    "apply --dry-run=server",
    "apply --dry-run=client",
    "apply --overwrite",
    "apply --force"
  })
  void applyMergesThreeStates() {
    assertThat(kubectl.run("apply", "-f", map("m", "{a: '1', b: '2'}")))
        .isEqualTo("configmap/m created\n");
    kubectl.run("patch", "cm", "m", "--type=merge", "-p", "{\"data\":{\"foreign\":\"x\"}}");
    String file = map("m", "{a: '3'}");
    assertThat(kubectl.run("apply", "-f", file, "--dry-run=server"))
        .isEqualTo("configmap/m configured (server dry run)\n");
    assertThat(kubectl.run("apply", "-f", file, "--dry-run=client"))
        .isEqualTo("configmap/m configured (dry run)\n");
    assertThat(field("cm/m", "{.data.a}")).isEqualTo("1");
    assertThat(kubectl.run("apply", "-f", file)).isEqualTo("configmap/m configured\n");
    assertThat(field("cm/m", "{.data}")).isEqualTo("{\"a\":\"3\",\"foreign\":\"x\"}");
    assertThat(kubectl.run("apply", "-f", file)).isEqualTo("configmap/m unchanged\n");
    assertThat(kubectl.fed(MAP.formatted("other", "{}"), "apply", "-f", "-").success())
        .isEqualTo("configmap/other created\n");
    kubectl.file("k/m.yaml", MAP.formatted("m", "{}"));
    kubectl.file("k/kustomization.yaml", "nameSuffix: -k\nresources: [m.yaml]\n");
    assertThat(kubectl.run("apply", "-k", home.resolve("k").toString()))
        .isEqualTo("configmap/m-k created\n");
    kubectl.file("deep/one/p.yaml", MAP.formatted("p", "{}"));
    assertThat(kubectl.run("apply", "-R", "--overwrite=false", "-f", home + "/deep"))
        .isEqualTo("configmap/p created\n");
    applied(pod("web", "sleep 100000"));
    String other = kubectl.file("web.yaml", pod("web", "sleep 90000"));
    assertThat(kubectl.refused("apply", "-f", other)).contains("pod updates may not change fields");
    assertThat(kubectl.run("apply", "--force", "--timeout=50s", "-f", other))
        .contains("pod/web configured");
    assertThat(field("pod/web", "{.spec.containers[0].command[2]}")).isEqualTo("sleep 90000");
  }

  @Test
  @Form({"apply -f", "set env -c"})
  void applyMergesListsByTheirKeys() {
    String deployment =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: d}
        spec:
          selector: {matchLabels: {app: d}}
          template:
            metadata: {labels: {app: d}}
            spec:
              containers:
              - {name: one, image: "one:1", env: [{name: A, value: a}, {name: B, value: b}]}
              - {name: two, image: "two:1"}
        """;
    kubectl.run("apply", "-f", kubectl.file("d.yaml", deployment));
    kubectl.run("set", "env", "deployment/d", "-c", "one", "FOREIGN=x");
    String changed = deployment.replace("{name: A, value: a}, ", "").replace("two:1", "two:2");
    assertThat(kubectl.run("apply", "-f", kubectl.file("d.yaml", changed)))
        .isEqualTo("deployment.apps/d configured\n");
    assertThat(field("deploy/d", "{.spec.template.spec.containers[0].env[*].name}"))
        .isEqualTo("B FOREIGN");
    assertThat(field("deploy/d", "{.spec.template.spec.containers[*].image}"))
        .isEqualTo("one:1 two:2");
  }

  @Test
  @Form({
    "apply --server-side",
    "apply --server-side --force-conflicts",
    "apply --server-side --field-manager",
    "apply --server-side --dry-run=server"
  })
  void applyOnTheServerKnowsWhoOwnsWhat() {
    String first = map("m", "{a: '1', b: '1'}");
    assertThat(kubectl.run("apply", "--server-side", "-f", first))
        .isEqualTo("configmap/m serverside-applied\n");
    String second = map("m", "{a: '2'}");
    String[] other = {"apply", "--server-side", "--field-manager=other", "-f", second};
    assertThat(kubectl.refused(other))
        .contains("conflict with \"kubectl\"", ".data.a", "--force-conflicts");
    kubectl.run(
        "apply",
        "--server-side",
        "--dry-run=server",
        "--force-conflicts",
        "--field-manager=other",
        "-f",
        second);
    assertThat(field("cm/m", "{.data}")).isEqualTo("{\"a\":\"1\",\"b\":\"1\"}");
    kubectl.run(
        "apply", "--server-side", "--force-conflicts", "--field-manager=other", "-f", second);
    assertThat(field("cm/m", "{.data}")).isEqualTo("{\"a\":\"2\",\"b\":\"1\"}");
    kubectl.run("apply", "--server-side", "-f", map("m", "{c: '1'}"));
    assertThat(field("cm/m", "{.data}")).isEqualTo("{\"a\":\"2\",\"c\":\"1\"}");
    kubectl.run("apply", "-f", map("other", "{a: '1', b: '1'}"));
    kubectl.run("apply", "--server-side", "-f", map("other", "{a: '2'}"));
    assertThat(field("cm/other", "{.data}")).isEqualTo("{\"a\":\"2\"}");
  }

  @Test
  @Form({"apply --prune", "apply --prune --applyset"})
  void applyPrunesWhatIsNoLongerSaid() {
    kubectl.run("apply", "-f", map("one", "{a: b}"), "-f", map("two", "{a: b}"));
    assertThat(
            kubectl.run(
                "apply", "--prune", "-l", "set=mine", "-f", home.resolve("one.yaml").toString()))
        .contains("configmap/one unchanged", "configmap/two pruned");
    Kubectl sets = kubectl.with("KUBECTL_APPLYSET", "true");
    sets.run(
        "apply", "--prune", "--applyset=set", "-f", map("three", "{}"), "-f", map("four", "{}"));
    assertThat(
            sets.run(
                "apply", "--prune", "--applyset=set", "-f", home.resolve("three.yaml").toString()))
        .contains("configmap/four pruned");
    assertThat(kubectl.run("get", "cm", "-o", "name"))
        .isEqualTo("configmap/one\nconfigmap/three\n");
  }

  @Test
  @Form({"apply view-last-applied", "apply set-last-applied", "apply edit-last-applied"})
  void whatWasAppliedLastIsKept() {
    String file = map("m", "{a: '1'}");
    kubectl.run("create", "-f", file);
    kubectl.run("apply", "set-last-applied", "--create-annotation", "-f", file);
    assertThat(kubectl.run("apply", "view-last-applied", "configmap/m"))
        .contains("kind: ConfigMap", "  a: \"1\"");
    Kubectl edits = kubectl.with("KUBE_EDITOR", "sed -i s/\\\"1\\\"/\\\"5\\\"/");
    edits.run("apply", "edit-last-applied", "configmap/m");
    assertThat(kubectl.run("apply", "view-last-applied", "configmap/m")).contains("  a: \"5\"");
    assertThat(field("cm/m", "{.data.a}")).isEqualTo("1");
  }

  @Test
  @Form({"diff", "diff --server-side", "diff --prune"})
  void diffTellsWhatApplyWouldChange() {
    String file = map("m", "{a: '1'}");
    Kubectl.Result missing = kubectl.attempt("diff", "-f", file);
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.out()).contains("+kind: ConfigMap");
    kubectl.run("apply", "-f", file);
    assertThat(kubectl.run("diff", "-f", file)).isEmpty();
    Kubectl.Result changed = kubectl.attempt("diff", "-f", map("m", "{a: '2'}"));
    assertThat(changed.exitCode()).isEqualTo(1);
    assertThat(changed.out()).contains("-  a: \"1\"", "+  a: \"2\"").doesNotContain("uid");
    Kubectl.Result onServer =
        kubectl.attempt("diff", "--server-side", "--force-conflicts", "-f", map("m", "{a: '3'}"));
    assertThat(onServer.exitCode()).isEqualTo(1);
    assertThat(onServer.out()).contains("+  a: \"3\"");
    assertThat(field("cm/m", "{.data.a}")).isEqualTo("1");
    kubectl.run("apply", "-f", map("other", "{}"));
    Kubectl.Result pruned =
        kubectl.attempt("diff", "--prune", "-l", "set=mine", "-f", map("other", "{}"));
    assertThat(pruned.exitCode()).isEqualTo(1);
    assertThat(pruned.out()).contains("-  a: \"1\"");
  }

  @Test
  @Form({"edit", "edit -o json", "edit --subresource", "edit --output-patch"})
  void editWritesWhatAnEditorMakes() {
    kubectl.run("create", "-f", map("m", "{a: before}"));
    Kubectl edits = kubectl.with("KUBE_EDITOR", "sed -i s/before/after/");
    assertThat(edits.run("edit", "configmap", "m")).isEqualTo("configmap/m edited\n");
    assertThat(field("cm/m", "{.data.a}")).isEqualTo("after");
    assertThat(edits.attempt("edit", "configmap", "m").err()).contains("no changes");
    Kubectl back = kubectl.with("KUBE_EDITOR", "sed -i s/after/before/");
    assertThat(back.run("edit", "cm", "m", "-o", "json", "--output-patch"))
        .contains("Patch: {\"data\":{\"a\":\"before\"}}");
    kubectl.run("create", "deployment", "d", "--image=i", "--replicas=0");
    kubectl.run(
        "patch", "deployment", "d", "--subresource=status", "-p", "{\"status\":{\"replicas\":6}}");
    kubectl
        .with("KUBE_EDITOR", "sed -i s/replicas:.6/replicas:\\ 7/")
        .run("edit", "deployment", "d", "--subresource=status");
    assertThat(field("deploy/d", "{.status.replicas}")).isEqualTo("7");
    applied(pod("web", "sleep 100000"));
    assertThat(kubectl.with("KUBE_EDITOR", "sed -i s/100000/90000/").refused("edit", "pod", "web"))
        .contains("pods \"web\" is invalid", "no valid changes were saved");
  }
}

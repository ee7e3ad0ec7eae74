package io.kubelette.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

/** Logs, ends, the root file system, and the hosts file. */
interface KubeletScenarios extends Scenes {

  private static String running(String script, String fields) {
    return "containers: [{name: main, image: IMAGE, command: [sh, -c, '%s']%s}]\n"
        .formatted(script, fields);
  }

  @Scenario("Kubelet when scheduling a busybox command in a pod should print the output to logs")
  default void whatACommandPrintsIsItsLog() {
    assertThat(stage().output("one", running("echo Hello World; sleep 1", "")))
        .isEqualTo("Hello World\n");
  }

  @Scenario({
    "Kubelet when scheduling a busybox command that always fails in a pod should have an terminated reason",
    "Kubelet when scheduling a busybox command that always fails in a pod should be possible to delete"
  })
  default void aCommandThatFailsIsSaidAndMayBeDeleted() {
    Stage stage = stage();
    stage.pod("one", "restartPolicy: Never\n" + running("exit 1", ""));
    stage.awaitPhase("one", "Failed");
    assertThat(stage.container("one").state().terminated().reason()).isEqualTo("Error");
    stage.delete("one");
    stage.awaitGone("one");
  }

  @Scenario(
      "Kubelet when scheduling a read only busybox container should not write to root filesystem")
  default void aReadOnlyRootIsNotWrittenTo() {
    String script = "echo test > /file; sync; ls /file 2>/dev/null; echo over";
    String fields = ", securityContext: {readOnlyRootFilesystem: true}";
    assertThat(stage().output("one", running(script, fields)))
        .endsWith("over\n")
        .doesNotContain("/file\n");
  }

  @Scenario(
      "Kubelet when scheduling an agnhost Pod with hostAliases should write entries to /etc/hosts")
  default void aliasesAreInTheHostsFile() {
    String aliases = "hostAliases: [{ip: 123.45.67.89, hostnames: [foo, bar]}]\n";
    assertThat(stage().output("one", aliases + running("cat /etc/hosts", "")))
        .contains("123.45.67.89\tfoo\tbar\n");
  }

  @Scenario("KubeletManagedEtcHosts should test kubelet managed /etc/hosts file")
  default void theHostsFileIsManagedUnlessAPodBringsItsOwn() {
    Stage stage = stage();
    String managed = "# Kubernetes-managed hosts file";
    stage.pod("plain", "restartPolicy: Never\n" + running("cat /etc/hosts", ""));
    stage.pod(
        "own",
        "restartPolicy: Never\nvolumes: [{name: hosts, hostPath: {path: /etc/hosts}}]\n"
            + running("cat /etc/hosts", ", volumeMounts: [{name: hosts, mountPath: /etc/hosts}]"));
    stage.pod("host", "hostNetwork: true\nrestartPolicy: Never\n" + running("cat /etc/hosts", ""));
    assertThat(stage.outputOf("plain")).startsWith(managed + ".\n");
    assertThat(stage.outputOf("own")).doesNotContain(managed);
    assertThat(stage.outputOf("host")).startsWith(managed + " (host network).\n");
  }
}

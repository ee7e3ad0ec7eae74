package io.kubelette.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.api.ApiException;
import io.kubelette.model.EphemeralContainer;
import io.kubelette.model.EphemeralContainerBuilder;
import io.kubelette.model.Pod;
import java.util.List;
import java.util.stream.Stream;

/** What containers may do, and containers for debugging. */
interface SecurityScenarios extends Scenes {

  private static String running(String script, String context) {
    return "containers: [{name: main, image: IMAGE, command: [sh, -c, '%s'], securityContext: {%s}}]\n"
        .formatted(script, context);
  }

  @Scenario({
    "Security Context When creating a container with runAsUser should run the container with uid 65534",
    "Security Context should support container.SecurityContext.RunAsUser And container.SecurityContext.RunAsGroup",
    "Security Context should support pod.Spec.SecurityContext.RunAsUser And pod.Spec.SecurityContext.RunAsGroup"
  })
  default void aContainerRunsAsTheUserAndGroupThatItNames() {
    Stage stage = stage();
    String never = "restartPolicy: Never\n";
    String ids = "id -u; id -g";
    stage.pod("user", never + running("id -u", "runAsUser: 65534"));
    stage.pod("container", never + running(ids, "runAsUser: 1001, runAsGroup: 2002"));
    stage.pod(
        "pod", never + "securityContext: {runAsUser: 1001, runAsGroup: 2002}\n" + running(ids, ""));
    assertThat(stage.outputOf("user")).isEqualTo("65534\n");
    assertThat(stage.outputOf("container")).isEqualTo("1001\n2002\n");
    assertThat(stage.outputOf("pod")).isEqualTo("1001\n2002\n");
  }

  @Scenario({
    "Security Context When creating a pod with privileged should run the container as unprivileged when false",
    "Security Context When creating a pod with readOnlyRootFilesystem should run the container with writable rootfs when readOnlyRootFilesystem=false",
    "Security Context when creating containers with AllowPrivilegeEscalation should not allow privilege escalation when false"
  })
  default void rightsAreWithheld() {
    Stage stage = stage();
    String never = "restartPolicy: Never\n";
    stage.pod(
        "unprivileged",
        never
            + running(
                "ip link add dummy0 type dummy 2>/dev/null && echo made; echo over",
                "privileged: false"));
    stage.pod(
        "writable",
        never + running("echo there > /file; cat /file", "readOnlyRootFilesystem: false"));
    stage.pod(
        "bound",
        never
            + running(
                "id -u; grep NoNewPrivs /proc/self/status",
                "runAsUser: 1000, allowPrivilegeEscalation: false"));
    assertThat(stage.outputOf("unprivileged")).isEqualTo("over\n");
    assertThat(stage.outputOf("writable")).isEqualTo("there\n");
    assertThat(stage.outputOf("bound")).isEqualTo("1000\nNoNewPrivs:\t1\n");
  }

  @Scenario("Sysctls should support sysctls")
  default void aSafeSysctlIsSet() {
    String sysctls = "securityContext: {sysctls: [{name: kernel.shm_rmid_forced, value: '1'}]}\n";
    assertThat(stage().output("one", sysctls + running("cat /proc/sys/kernel/shm_rmid_forced", "")))
        .isEqualTo("1\n");
  }

  @Scenario("Sysctls should reject invalid sysctls")
  default void namesThatAreNoSysctlsAreRefused() {
    String sysctls =
        """
        securityContext:
          sysctls:
            - {name: kernel.msgmax, value: '10000000000'}
            - {name: foo-, value: bar}
            - {name: bar.., value: '42'}
        """;
    assertThatThrownBy(() -> stage().pod("one", sysctls + running("true", "")))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("foo-")
        .hasMessageContaining("bar..")
        .message()
        .doesNotContain("kernel.msgmax");
  }

  private static void debug(Stage stage, String name) {
    EphemeralContainer container =
        EphemeralContainerBuilder.builder()
            .name(name)
            .image(stage.image())
            .command(List.of("sh", "-c", "echo polo; sleep 100000"))
            .build();
    Pod pod = stage.get("one");
    List<EphemeralContainer> all =
        Stream.concat(pod.spec().ephemeralContainers().stream(), Stream.of(container)).toList();
    stage
        .api()
        .updateEphemeralContainers(
            pod.withMetadata(pod.metadata().withResourceVersion(null))
                .withSpec(pod.spec().withEphemeralContainers(all)));
    stage.until(
        name + " runs",
        () ->
            stage.get("one").status().ephemeralContainerStatuses().stream()
                .anyMatch(
                    each ->
                        name.equals(each.name())
                            && each.state() != null
                            && each.state().running() != null));
    stage.until(
        name + " has spoken",
        () -> stage.node().pods().logs(stage.key("one"), name).equals("polo\n"));
  }

  @Scenario({
    "Ephemeral Containers will start an ephemeral container in an existing pod",
    "Ephemeral Containers should update the ephemeral containers in an existing pod"
  })
  default void containersForDebuggingJoinAPodThatRuns() {
    Stage stage = stage();
    stage.readyPod("one", running("sleep 100000", ""));
    debug(stage, "first");
    debug(stage, "second");
    assertThat(stage.get("one").spec().ephemeralContainers()).hasSize(2);
    assertThat(stage.container("one").restartCount()).isZero();
  }
}

package io.kubelette.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import io.kubelette.conformance.Row;
import io.kubelette.runtime.ContainerResources;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerSecurity;
import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.LogQuery;
import io.kubelette.runtime.LogSource;
import io.kubelette.runtime.MemoryVolume;
import io.kubelette.runtime.Mount;
import io.kubelette.runtime.Namespaces;
import io.kubelette.runtime.Namespaces.Scope;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.Outputs;
import io.kubelette.runtime.SandboxSpec;
import io.kubelette.runtime.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What containers may do and use, as they find it themselves. */
@DockerTest
@Timeout(120)
final class DockerRightsTest {

  private static final Namespaces PROCESSES = new Namespaces(Scope.POD, Scope.POD, Scope.POD, null);

  private final DockerRuntime runtime = DockerRuntime.connect();
  private final PodFixture pod = new PodFixture(runtime);

  @AfterEach
  void removeAll() {
    pod.close();
    runtime.close();
  }

  @Test
  @Row("K15-07")
  void programRunsAsTheUserGroupAndGroupsThatWereAsked() {
    String said =
        said(
            secured(
                s ->
                    s.withRunAsUser(65534L)
                        .withRunAsGroup(1001L)
                        .withSupplementalGroups(List.of(2002L, 2003L))),
            "id");
    assertThat(said).contains("uid=65534").contains("gid=1001").contains("2002").contains("2003");
    assertThat(said(secured(s -> s.withRunAsGroup(1001L)), "id")).contains("uid=0", "gid=1001");
  }

  private static UnaryOperator<ContainerSpec> secured(UnaryOperator<ContainerSecurity> change) {
    return spec -> spec.withSecurity(change.apply(spec.security()));
  }

  @Test
  @Row("K15-09")
  void capabilitiesAreAddedAndDropped() {
    String all = "grep CapEff /proc/self/status";
    assertThat(said(secured(s -> s.withDropCapabilities(List.of("ALL"))), all))
        .contains("0000000000000000");
    assertThat(
            said(
                secured(
                    s ->
                        s.withDropCapabilities(List.of("ALL"))
                            .withAddCapabilities(List.of("NET_BIND_SERVICE"))),
                all))
        .contains("0000000000000400");
    assertThatThrownBy(() -> said(secured(s -> s.withAddCapabilities(List.of("FLY"))), all))
        .isInstanceOf(ContainerRuntimeException.class)
        .hasMessageContaining("FLY");
  }

  @Test
  @Row("K15-09")
  void privilegesReadOnlyRootAndNoNewPrivilegesHold() throws IOException {
    // Not started: an engine that has not all rights itself cannot give them.
    String id =
        runtime.createContainer(
            secured(s -> s.withPrivileged(true)).apply(pod.spec(sandbox(), "true")));
    try (DockerClient engine = new EngineClients(DockerOptions.defaults()).forStream()) {
      assertThat(engine.inspectContainerCmd(id).exec().getHostConfig().getPrivileged()).isTrue();
    }
    runtime.removeContainer(id);
    assertThat(
            said(secured(s -> s.withReadOnlyRootFilesystem(true)), "touch /file || echo refused"))
        .contains("refused");
    String nnp = "grep NoNewPrivs /proc/self/status";
    assertThat(said(secured(s -> s.withNoNewPrivileges(true)), nnp)).contains("1");
    assertThat(said(spec -> spec, nnp)).contains("0");
  }

  @Test
  @Row("K15-09")
  void seccompAndProcAreOpenedWhereThatIsAsked() {
    String filter = "grep Seccomp: /proc/self/status";
    assertThat(said(secured(s -> s.withSeccomp(ContainerSecurity.Profile.UNCONFINED)), filter))
        .contains("0");
    assertThat(said(spec -> spec, filter)).contains("2");
    assertThat(
            said(
                secured(s -> s.withProcMount(ContainerSecurity.ProcMount.UNMASKED)),
                "mount | grep -c ' /proc/'"))
        .contains("0");
  }

  @Test
  @Row({"K15-01", "K15-02"})
  void resourcesAreLimitedInTheEngine() {
    ContainerResources wanted = new ContainerResources(512, 50_000, 64 << 20, 500, 77);
    pod.start(pod.spec(sandbox(), "sleep", "60").withResources(wanted));
    assertThat(pod.container().resources()).isEqualTo(wanted);
  }

  @Test
  @Row("K15-04")
  void scoreBelowWhatTheEngineMaySetIsRaisedAndNotAFailure() {
    ContainerResources wanted = ContainerResources.UNLIMITED.withOomScoreAdj(-997);
    pod.start(pod.spec(sandbox(), "sleep", "60").withResources(wanted));
    assertThat(pod.container().state()).isEqualTo(ObservedContainer.State.RUNNING);
    assertThat(pod.container().resources().oomScoreAdj()).isIn(-997, 0);
  }

  @Test
  @Row({"K05-09", "K15-05"})
  void containerThatHoldsTooMuchIsKilledForItsMemory() {
    ContainerResources small = ContainerResources.UNLIMITED.withMemoryBytes(8 << 20);
    pod.start(
        pod.spec(sandbox(), "sh", "-c", "x=a; while :; do x=$x$x; done").withResources(small));
    ObservedContainer.Exit exit = pod.awaitExit().exit();
    assertThat(exit).isNotNull();
    assertThat(exit.reason()).isEqualTo("OOMKilled");
  }

  @Test
  @Row("K04-01")
  void processesAreSharedOnlyWhereThatIsAsked() {
    String sandbox =
        runtime.runSandbox(new SandboxSpec(pod.pod, 0, "web-host").withNamespaces(PROCESSES)).id();
    assertThat(said(sandbox, spec -> spec.withNamespaces(PROCESSES), "cat /proc/1/comm"))
        .contains("sandbox");
    assertThat(said(sandbox, spec -> spec.withAttempt(1), "cat /proc/1/comm"))
        .doesNotContain("sandbox");
  }

  @Test
  @Row("K15-10")
  void kernelParametersAreThoseOfThePod() {
    String name = "net.ipv4.ip_unprivileged_port_start";
    String sandbox =
        runtime
            .runSandbox(new SandboxSpec(pod.pod, 0, "web-host").withSysctls(Map.of(name, "99")))
            .id();
    assertThat(said(sandbox, spec -> spec, "cat /proc/sys/" + name.replace('.', '/')))
        .isEqualTo("99\n");
  }

  @Test
  @Row("K14-02")
  void volumeInMemoryHasItsSizeAndGoesWithItsSandbox() throws IOException {
    MemoryVolume volume = new MemoryVolume("cache", 4096 * 1024, 0777, 2002L);
    String sandbox =
        runtime
            .runSandbox(new SandboxSpec(pod.pod, 0, "web-host").withMemoryVolumes(List.of(volume)))
            .id();
    Mount mount =
        new Mount(
            "/cache",
            new Mount.Memory("cache", null),
            Mount.Access.READ_WRITE,
            Mount.Propagation.PRIVATE);
    assertThat(said(sandbox, spec -> spec.withMounts(List.of(mount)), "grep /cache /proc/mounts"))
        .contains("tmpfs", "size=4096k", "mode=777", "gid=2002");
    pod.removeAll();
    try (DockerClient engine = new EngineClients(DockerOptions.defaults()).forStream()) {
      assertThat(engine.listVolumesCmd().exec().getVolumes())
          .noneMatch(left -> left.getName().contains(pod.pod.uid()));
    }
  }

  @Test
  @Row("K10-07")
  void stopSignalOfThePodReplacesThatOfTheImage() {
    String trap = "trap 'exit 3' USR1; echo ready; while :; do sleep 1 & wait; done";
    String id =
        runtime.createContainer(
            pod.spec(sandbox(), "sh", "-c", trap).withStopSignal(StopSignal.of("SIGUSR1")));
    runtime.startContainer(id);
    while (pod.container().exit() == null) {
      runtime.signal(id, StopSignal.TERMINATE);
    }
    assertThat(pod.container().exit().code()).isIn(3, 128 + 10);
  }

  private String sandbox() {
    return pod.observe().sandboxes().stream()
        .findFirst()
        .map(seen -> seen.id())
        .orElseGet(() -> pod.runSandbox().id());
  }

  private String said(UnaryOperator<ContainerSpec> change, String script) {
    return said(sandbox(), change, script);
  }

  /** Runs a script in a container that is changed so, and returns all that it said. */
  private String said(String sandbox, UnaryOperator<ContainerSpec> change, String script) {
    int attempt = pod.observe().containers().size();
    ContainerSpec spec = pod.spec(sandbox, "sh", "-c", script).withAttempt(attempt);
    String id = runtime.createContainer(change.apply(spec));
    runtime.startContainer(id);
    pod.awaitExit();
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    runtime.ability(LogSource.class).orElseThrow().logs(LogQuery.of(id), Outputs.merged(log));
    return log.toString(StandardCharsets.UTF_8);
  }
}

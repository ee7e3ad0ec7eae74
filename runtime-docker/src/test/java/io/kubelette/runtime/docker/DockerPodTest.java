package io.kubelette.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.HostConfig;
import io.kubelette.conformance.Row;
import io.kubelette.loop.ThreadIoPool;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.ContainerSpecBuilder;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedImage;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.SandboxSpec;
import io.kubelette.runtime.StopSignal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pods in a real engine: what this runtime adds to its contract. */
@DockerTest
@Timeout(60)
final class DockerPodTest {

  private final DockerRuntime runtime = DockerRuntime.connect();
  private final PodFixture pod = new PodFixture(runtime);
  private final DockerClient engine = new EngineClients(DockerOptions.defaults()).forStream();

  @BeforeEach
  void speaksToAnEngine() {
    assertThat(runtime.version().name()).isEqualTo("docker");
    assertThat(runtime.version().version()).isNotBlank();
  }

  @AfterEach
  void removeAll() throws IOException {
    pod.close();
    runtime.close();
    engine.close();
  }

  @Test
  void podIsReachableAtTheAddressOfItsSandbox() throws IOException {
    ObservedSandbox sandbox = pod.runSandbox();
    pod.start(sandbox.id(), "sh", "-c", "echo ready; exec nc -l -p 7000 -e echo hello");
    awaitOutput("ready");

    try (Socket socket = new Socket()) {
      connect(socket, sandbox.address());
      byte[] answer = socket.getInputStream().readAllBytes();

      assertThat(new String(answer, StandardCharsets.UTF_8)).isEqualTo("hello\n");
    }
  }

  /** The line comes a moment before the listener is there. */
  private static void connect(Socket socket, String address) throws IOException {
    for (int refused = 0; !socket.isConnected(); refused++) {
      try {
        socket.connect(new InetSocketAddress(address, 7000), 5_000);
      } catch (IOException notYet) {
        if (refused > 1_000) {
          throw notYet;
        }
      }
    }
  }

  @Test
  @Row({"K04-01", "K16-01"})
  void containersShareTheHostNameAndTheAddressOfTheSandbox() {
    ObservedSandbox sandbox = pod.runSandbox();
    pod.start(sandbox.id(), "sh", "-c", "hostname; ip -4 -o addr show dev eth0");

    assertThat(pod.awaitExit().exit().code()).isZero();
    assertThat(output()).contains("web-host").contains(sandbox.address() + "/");
  }

  @Test
  void sandboxEndsAtOnceWhenItIsAskedTo() {
    ObservedSandbox sandbox = pod.runSandbox();

    ObservedSandbox seen = sandbox;
    while (seen.state() == ObservedSandbox.State.READY) {
      // Again and again, since process 1 misses what comes before its first instruction.
      runtime.signal(sandbox.id(), StopSignal.TERMINATE);
      seen = pod.observe().sandboxes().get(0);
    }

    assertThat(seen.address()).isNull();
    assertThat(engine.inspectContainerCmd(sandbox.id()).exec().getState().getExitCodeLong())
        .as("a kill would have been 137")
        .isZero();
  }

  @Test
  void sandboxReapsTheOrphansOfProcessesThatShareItsNamespace() {
    ObservedSandbox sandbox = pod.runSandbox();
    String id =
        engine
            .createContainerCmd(DockerEngine.busybox())
            .withLabels(Map.of(Labels.OWNER, pod.pod.owner(), Labels.CONTAINER, "extra"))
            .withHostConfig(HostConfig.newHostConfig().withPidMode("container:" + sandbox.id()))
            .withCmd(
                "sh",
                "-c",
                // The orphan's parent is gone before it ends: process 1 is its parent then.
                "mkfifo /tmp/go; (sh -c 'read line < /tmp/go; exit 5' &);"
                    + " ps -o ppid | grep -q '^ *1$' || exit 1; echo > /tmp/go;"
                    + " i=0; while ps -o ppid | grep -q '^ *1$'; do"
                    + " i=$((i+1)); [ $i -lt 500 ] || exit 2; done")
            .exec()
            .getId();
    runtime.startContainer(id);

    assertThat(engine.waitContainerCmd(id).start().awaitStatusCode()).isZero();
  }

  @Test
  @Row("K04-02")
  void everythingIsNamedAndLabelledLikeTheKubeletDoes() {
    ObservedSandbox sandbox = pod.runSandbox();
    String id =
        runtime.createContainer(
            pod.spec(sandbox.id(), "true")
                .withLabels(Map.of("app", "web", Labels.OWNER, "not-theirs-to-say"))
                .withAnnotations(Map.of("io.kubernetes.container.ports", "[]")));

    InspectContainerResponse made = engine.inspectContainerCmd(id).exec();
    assertThat(made.getName()).isEqualTo("/k8s_main_web_default_" + pod.pod.uid() + "_0");
    assertThat(engine.inspectContainerCmd(sandbox.id()).exec().getName())
        .isEqualTo("/k8s_POD_web_default_" + pod.pod.uid() + "_0");
    assertThat(made.getConfig().getLabels())
        .containsEntry("io.kubernetes.docker.type", "container")
        .containsEntry("io.kubernetes.sandbox.id", sandbox.id())
        .containsEntry("io.kubernetes.pod.uid", pod.pod.uid())
        .containsEntry("io.kubernetes.container.name", "main")
        .containsEntry("annotation.io.kubernetes.container.hash", "hash-1")
        .containsEntry("annotation.io.kubernetes.pod.terminationGracePeriod", "7")
        .containsEntry("annotation.io.kubernetes.container.ports", "[]")
        .containsEntry("app", "web")
        .containsEntry(
            "io.kubernetes.container.logpath",
            "/var/log/pods/default_web_" + pod.pod.uid() + "/main/0.log")
        .containsEntry(Labels.OWNER, pod.pod.owner());
    assertThat(made.getHostConfig().getRestartPolicy().getName()).isIn("no", "");
    assertThat(made.getHostConfig().getLogConfig().getType().getType()).isEqualTo("local");
    assertThat(made.getHostConfig().getAutoRemove()).isFalse();
  }

  @Test
  @Row("K05-13")
  void imageIsReportedByNameAndDigest() {
    pod.start(pod.runSandbox().id(), "true");
    ObservedImage image = runtime.image(DockerEngine.busybox()).orElseThrow();

    assertThat(pod.container().imageId())
        .isEqualTo(image.id())
        .matches("docker(-pullable)?://.*sha256:.*");
    assertThat(pod.container().image()).isEqualTo(image.names().get(0));
    assertThat(runtime.version().name()).isEqualTo("docker");
  }

  @Test
  @Row({"K05-18", "K13-10"})
  void environmentAndWorkingDirectoryReachTheProgram() {
    ContainerSpec spec =
        pod.spec(pod.runSandbox().id(), "sh", "-c", "pwd; echo \"<$GREETING><${EMPTY-unset}>\"");
    ContainerSpec elsewhere = ContainerSpecBuilder.builder(spec).workingDir("/usr").build();
    runtime.startContainer(runtime.createContainer(elsewhere));

    pod.awaitExit();

    assertThat(output()).isEqualTo("/usr\n<hello world><>\n");
  }

  @Test
  @Row("K05-09")
  void programThatCannotRunIsRejectedAndObservedAsExited() {
    String id = runtime.createContainer(pod.spec(pod.runSandbox().id(), "/no/such/program"));

    assertThatThrownBy(() -> runtime.startContainer(id))
        .isInstanceOfSatisfying(
            ContainerRuntimeException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REJECTED))
        .hasMessageContaining("/no/such/program");
    ObservedContainer failed = pod.container();
    assertThat(failed.state()).isEqualTo(ObservedContainer.State.EXITED);
    assertThat(failed.exit().reason()).isEqualTo("ContainerCannotRun");
    assertThat(failed.exit().code()).isEqualTo(127);
    assertThat(failed.exit().message()).contains("/no/such/program");
    assertThat(failed.exit().finishedAt()).isEqualTo(failed.createdAt());
  }

  @Test
  void exitCodeAndTimesAreObserved() {
    pod.start(pod.runSandbox().id(), "sh", "-c", "exit 3");

    ObservedContainer exited = pod.awaitExit();

    assertThat(exited.exit().code()).isEqualTo(3);
    assertThat(exited.exit().reason()).isEqualTo("Error");
    assertThat(exited.startedAt()).isAfterOrEqualTo(exited.createdAt());
    assertThat(exited.exit().finishedAt()).isAfterOrEqualTo(exited.startedAt());
    assertThat(exited.image()).isEqualTo(DockerEngine.busybox());
    assertThat(exited.imageId())
        .isEqualTo(runtime.image(DockerEngine.busybox()).orElseThrow().id());
  }

  @Test
  void strangerWithTheSameNameIsNotDisturbed() {
    PodIdentity theirs = new PodIdentity(pod.pod.owner() + "-b", pod.pod.uid(), "default", "web");
    ObservedSandbox mine = pod.runSandbox();
    try (PodFixture stranger = new PodFixture(runtime, theirs)) {
      ObservedSandbox other = stranger.runSandbox();

      assertThat(other.id()).isNotEqualTo(mine.id());
      assertThat(stranger.observe().sandboxes()).hasSize(1);
      assertThat(pod.observe().sandboxes())
          .extracting(ObservedSandbox::id)
          .containsExactly(mine.id());
    }
  }

  @Test
  void sandboxImageIsImportedAgainWhenSomebodyRemovedIt() {
    pod.runSandbox();
    DockerEngine.removeImage(builtInSandboxImage());

    runtime.runSandbox(new SandboxSpec(pod.pod, 1, "web-host"));

    assertThat(pod.observe().sandboxes())
        .extracting(ObservedSandbox::attempt)
        .containsExactly(1, 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "               |           | entrypoint default-argument",
        "               | a b       | entrypoint a b",
        "/bin/echo only |           | only",
        "/bin/echo only | with args | only with args",
      })
  @Row("K05-17")
  void commandReplacesTheEntryPointAndArgumentsTheArguments(
      String command, String args, String printed) {
    assumeTrue(DockerEngine.entrypoint().isPresent(), "no image with an entry point");
    ContainerSpec spec =
        ContainerSpecBuilder.builder(pod.spec(pod.runSandbox().id()))
            .image(DockerEngine.entrypoint().orElseThrow())
            .command(words(command))
            .args(words(args))
            .build();
    runtime.startContainer(runtime.createContainer(spec));

    pod.awaitExit();

    assertThat(output()).isEqualTo(printed + "\n");
  }

  private static List<String> words(String text) {
    return text == null ? List.of() : List.of(text.split(" "));
  }

  @Test
  void terminateIsTheStopSignalOfTheImage(@TempDir Path folder) throws IOException {
    String image = "kubelette-test/stop-signal:" + pod.pod.owner();
    Path dockerfile = folder.resolve("Dockerfile");
    Files.writeString(dockerfile, "FROM " + DockerEngine.busybox() + "\nSTOPSIGNAL SIGUSR1\n");
    engine.buildImageCmd(dockerfile.toFile()).withTags(Set.of(image)).start().awaitImageId();
    try {
      String program = "trap 'exit 42' USR1; echo ready; while :; do sleep 60 & wait; done";
      ContainerSpec spec = pod.spec(pod.runSandbox().id(), "sh", "-c", program);
      String id = runtime.createContainer(ContainerSpecBuilder.builder(spec).image(image).build());
      runtime.startContainer(id);
      awaitOutput("ready");

      runtime.signal(id, StopSignal.TERMINATE);

      assertThat(pod.awaitExit().exit().code()).isEqualTo(42);
    } finally {
      runtime.removeContainer(pod.container().id());
      engine.removeImageCmd(image).withForce(true).exec();
    }
  }

  @Test
  void usersSandboxImageIsUsed() {
    assumeTrue(DockerEngine.sandbox().isPresent(), "no sandbox image of a user's");
    String image = DockerEngine.sandbox().orElseThrow();
    DockerOptions options = DockerOptions.defaults().withSandboxImage(image);
    try (DockerRuntime own = DockerRuntime.connect(options);
        PodFixture theirs = new PodFixture(own)) {
      ObservedSandbox sandbox = theirs.runSandbox();

      assertThat(engine.inspectContainerCmd(sandbox.id()).exec().getConfig().getImage())
          .isEqualTo(image);
    }
  }

  @Test
  void missingSandboxImageOfTheUsersIsSaid() {
    DockerOptions options = DockerOptions.defaults().withSandboxImage("kubelette-test/none:1");
    try (DockerRuntime own = DockerRuntime.connect(options);
        PodFixture theirs = new PodFixture(own)) {
      assertThatThrownBy(theirs::runSandbox)
          .isInstanceOfSatisfying(
              ContainerRuntimeException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND))
          .hasMessageContaining("kubelette-test/none:1");
    }
  }

  @Test
  void severalRuntimesMayImportTheSandboxImageAtOnce() throws Exception {
    String image = builtInSandboxImage();
    List<CompletableFuture<Boolean>> ran = new ArrayList<>();
    if (runtime.image(image).isPresent()) {
      DockerEngine.removeImage(image);
    }
    try (ThreadIoPool pool = ThreadIoPool.of("importer", 4)) {
      for (int i = 0; i < 4; i++) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        ran.add(result);
        pool.execute(() -> runASandbox(result));
      }
      for (CompletableFuture<Boolean> result : ran) {
        assertThat(result.get()).isTrue();
      }
    }
  }

  private String builtInSandboxImage() {
    String architecture = String.valueOf(engine.versionCmd().exec().getArch());
    SandboxProgram program = SandboxProgram.forArchitecture(architecture).orElseThrow();
    return SandboxArchive.of(program).reference();
  }

  /** Tells the result when all is removed again: the pool is closed after the last one. */
  private static void runASandbox(CompletableFuture<Boolean> ran) {
    try {
      ran.complete(runsASandbox());
    } catch (RuntimeException | Error failure) {
      ran.completeExceptionally(failure);
    }
  }

  private static boolean runsASandbox() {
    try (DockerRuntime own = DockerRuntime.connect();
        PodFixture theirs = new PodFixture(own)) {
      return theirs.runSandbox().state() == ObservedSandbox.State.READY;
    }
  }

  private String output() {
    return Output.of(engine, pod.container().id());
  }

  private void awaitOutput(String line) {
    Output.await(engine, pod.container().id(), line);
  }
}

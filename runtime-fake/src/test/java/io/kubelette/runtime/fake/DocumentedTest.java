package io.kubelette.runtime.fake;

import static io.kubelette.runtime.fake.FakePods.NAMESPACE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.Kubelette;
import io.kubelette.KubeletteBuilder;
import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualTime;
import io.kubelette.node.NodeConfig;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ContainerSession;
import io.kubelette.runtime.ExecSource;
import io.kubelette.runtime.ExecSpec;
import io.kubelette.runtime.Mount;
import io.kubelette.runtime.Outputs;
import io.kubelette.runtime.Pressure;
import io.kubelette.runtime.PressureThresholds;
import io.kubelette.runtime.StopSignal;
import io.kubelette.runtime.fake.RuntimeCall.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of {@code docs/fake-runtime.md}, run; each stands here word for word. */
class DocumentedTest {

  private static final Path DOCUMENT = Path.of("../docs/fake-runtime.md");
  private static final Path THIS =
      Path.of("src/test/java/io/kubelette/runtime/fake/DocumentedTest.java");
  private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void everySnippetOfTheDocumentIsRunHere() throws IOException {
    List<String> snippets =
        SNIPPET
            .matcher(Files.readString(DOCUMENT))
            .results()
            .map(found -> withoutSpace(found.group(1)))
            .toList();
    assertThat(snippets).hasSizeGreaterThan(5);
    String source = withoutSpace(Files.readString(THIS));
    assertThat(snippets.stream().filter(snippet -> !source.contains(snippet)))
        .as("snippets of %s that do not stand in this test", DOCUMENT)
        .isEmpty();
  }

  @Test
  void imagesArePrograms() throws Exception {
    FakeRuntime runtime =
        FakeRuntime.create()
            .image(
                "greeter:1",
                container -> {
                  ServerSocket server = container.listen(8080);
                  container.out().println("ready on " + server.getLocalSocketAddress());
                  while (true) {
                    try (Socket client = server.accept()) {
                      String greeting = container.env().getOrDefault("GREETING", "hello");
                      client.getOutputStream().write(greeting.getBytes(UTF_8));
                    }
                  }
                });
    try (runtime) {
      new FakePods(runtime).run("web-0", "greeter:1", List.of(), Map.of("GREETING", "hi"));
      assertThat(Talk.with(runtime, "web-0", 8080).read()).isEqualTo("hi");
      assertThat(runtime.pod(NAMESPACE, "web-0").container("main").log()).startsWith("ready on");
      assertThat(runtime.calls(Operation.PULL_IMAGE))
          .extracting(RuntimeCall::subject)
          .containsExactly("greeter:1");
    }
  }

  @Test
  void programsEndInOrder() throws Exception {
    try (FakeRuntime runtime = FakeRuntime.create()) {
      runtime.image(
          "worker:1",
          container -> {
            int jobs = 0;
            while (!container.awaitStop(Duration.ofMillis(10))) {
              jobs++;
            }
            container.out().println("finished after " + jobs + " jobs");
            return 0;
          });
      FakePods pods = new FakePods(runtime);
      String id = pods.run("worker-0", "worker:1");
      runtime.signal(id, StopSignal.TERMINATE);
      // 143 if it was told before its first question.
      assertThat(pods.awaitExit("worker-0").code()).isIn(0, 143);
    }
  }

  @Test
  void filesAreThoseOfMounts(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("greeting"), "hello");
    Path message = Files.createFile(folder.resolve("message"));
    try (FakeRuntime runtime = FakeRuntime.create()) {
      runtime.image(
          "job:1",
          container -> {
            String config = Files.readString(container.path("/etc/config/greeting"));
            Files.writeString(container.writable("/dev/termination-log"), "said " + config);
            return 0;
          });
      List<Mount> mounts =
          List.of(
              Mount.of("/etc/config", folder.toString()).readOnly(),
              Mount.of("/dev/termination-log", message.toString()));
      FakePods pods = new FakePods(runtime);
      pods.run("job-0", "job:1", spec -> spec.withMounts(mounts));
      assertThat(pods.awaitExit("job-0").code()).isZero();
      assertThat(message).hasContent("said hello");
    }
  }

  @Test
  void commandsAreProgramsOrFollowTheScript() {
    try (FakeRuntime runtime = FakeRuntime.create()) {
      runtime.command(
          "cat",
          container -> {
            container.in().transferTo(container.out());
            return 0;
          });
      runtime.whenContainer("default", "web-0", "main").times(3).execReturns(1, "not yet");
      String id = new FakePods(runtime).run("web-0", "web:1");
      for (int refusals = 0; refusals < 3; refusals++) {
        assertThat(exec(runtime, id, "cat")).isEqualTo("1 not yet");
      }
      assertThat(exec(runtime, id, "cat")).isEqualTo("0 ");
      assertThat(exec(runtime, id, "anything")).isEqualTo("0 ");
    }
  }

  private static String exec(FakeRuntime runtime, String id, String command) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ExecSource source = runtime.ability(ExecSource.class).orElseThrow();
    try (ContainerSession session =
        source.exec(ExecSpec.of(id, List.of(command)), Outputs.merged(output))) {
      return session.await().orElseThrow() + " " + output.toString(UTF_8);
    }
  }

  @Test
  void faultsFollowAScript() {
    ManualTime time = ManualTime.at(Instant.EPOCH);
    try (FakeRuntime runtime =
        FakeRuntime.builder().loop(ManualEventLoop.on(time)).pretendedAddresses().build()) {
      runtime.whenImage("web:1").times(2).pullFails(Kind.TRANSIENT, "the registry is down");
      runtime.whenImage("web:1").pullTakes(Duration.ofSeconds(3));
      runtime.whenPod("default", "web-0").times(1).sandboxFails(Kind.TRANSIENT, "no network yet");
      runtime
          .whenContainer("default", "web-0", "main")
          .times(3)
          .exitsAfter(Duration.ofSeconds(5), 1);
      Fault deaf = runtime.whenAnyPod().ignoresTerm();
      FakePods pods = new FakePods(runtime);
      for (int refusals = 0; refusals < 3; refusals++) {
        assertThat(pods.tryRun("web-0", "web:1")).isEmpty();
      }
      String id = pods.tryRun("web-0", "web:1").orElseThrow();
      runtime.signal(id, StopSignal.TERMINATE);
      assertThat(deaf.strikes()).isEqualTo(1);
      time.advance(Duration.ofSeconds(5));
      assertThat(pods.exit("web-0").code()).isEqualTo(1);
    }
  }

  @Test
  void everyCallGoesWrongInFourWays() {
    ManualTime time = ManualTime.at(Instant.EPOCH);
    try (FakeRuntime runtime =
        FakeRuntime.builder().loop(ManualEventLoop.on(time)).pretendedAddresses().build()) {
      runtime.whenCall(Operation.OBSERVE).times(1).fails(Kind.TRANSIENT, "the engine is busy");
      runtime
          .whenPod("default", "web-0")
          .call(Operation.REMOVE_SANDBOX)
          .takes(Duration.ofSeconds(2));
      runtime.whenContainer("default", "web-0", "main").call(Operation.TERMINATE).hangs();
      assertThatThrownBy(() -> runtime.observe("node-a")).hasMessage("the engine is busy");
      assertThat(runtime.observe("node-a")).isEmpty();
    }
  }

  @Test
  void aMachineIsShortOfWhatItIsToldTo() {
    FakeMachine machine = FakeMachine.of("4", "8Gi", "100Gi");
    KubeletteBuilder builder =
        Kubelette.builder()
            .runtime(FakeRuntime.create())
            .machine(machine)
            .node(NodeConfig.defaults("node-a").withThresholds(PressureThresholds.defaults()));
    machine.leavesMemory("50Mi"); // MemoryPressure, and one pod after the other is evicted
    assertThat(Pressure.seenIn(machine.pressure(), machine.facts(), PressureThresholds.defaults()))
        .containsExactly(Pressure.MEMORY);
    machine.recovers();
    assertThat(Pressure.seenIn(machine.pressure(), machine.facts(), PressureThresholds.defaults()))
        .isEmpty();
    assertThat(builder).isNotNull();
  }

  @Test
  void harmIsDoneByHand() {
    try (FakeRuntime runtime = FakeRuntime.create()) {
      FakePods pods = new FakePods(runtime);
      pods.run("web-0", "web:1");
      FakePod web = runtime.pod("default", "web-0");
      web.container("main").exit(1);
      web.loseSandbox();
      assertThat(pods.exit("web-0").code()).isEqualTo(1);
      assertThat(web.address()).isEmpty();
      runtime.stopEngine(); // every call fails as TRANSIENT, containers run on
      runtime.startEngine(); // whoever watches is told to observe all
      runtime.loseEvents(); // nothing is told, until
      runtime.restoreEvents(); // whoever watches is told to observe all
      assertThat(pods.exit("web-0").code()).isEqualTo(1);
    }
  }

  @Test
  void timeIsMovedByTheTest() {
    ManualTime time = ManualTime.at(Instant.parse("2030-01-01T00:00:00Z"));
    FakeRuntime simulated =
        FakeRuntime.builder().loop(ManualEventLoop.on(time)).pretendedAddresses().build();
    simulated.whenAnyPod().exitsAfter(Duration.ofMinutes(10), 1);
    FakePods pods = new FakePods(simulated);
    pods.run("web-0", "web:1");
    time.advance(Duration.ofMinutes(10)); // runs all that falls due on the way
    assertThat(pods.exit("web-0").code()).isEqualTo(1);
    assertThat(time.pending()).isZero();
    simulated.close();
  }

  /** The formatter breaks lines by its own rules. */
  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }
}

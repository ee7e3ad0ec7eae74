package io.kubelette.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubelette.conformance.Row;
import io.kubelette.loop.ThreadEventLoop;
import io.kubelette.loop.ThreadIoPool;
import io.kubelette.loop.Trip;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.LogQuery.End;
import io.kubelette.runtime.LogQuery.Streams;
import io.kubelette.runtime.StandardStreams.Output;
import io.kubelette.runtime.StandardStreams.Stdin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What runtimes with {@linkplain ContainerRuntime#ability abilities} promise, as tests: extend it
 * beside {@link ContainerRuntimeContract}.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
public abstract class ContainerAbilitiesContract {

  private static final StandardStreams INPUT = new StandardStreams(Stdin.OPEN_ONCE, Output.PIPES);

  private final String owner = "abilities-" + UUID.randomUUID();
  private final List<ContractPod> pods = new ArrayList<>();

  /** A folder that the engine can mount. */
  @TempDir Path folder;

  /** The runtime under test, the same all through a test; close it in {@link #release()}. */
  protected abstract ContainerRuntime runtime();

  /** An image that is present, in which the commands work. */
  protected abstract String image();

  /** The commands of the image. */
  protected abstract ContractCommands commands();

  /** Called after each test, when all that it made is removed. */
  protected void release() {}

  @AfterEach
  final void removeWhatWasMade() {
    pods.forEach(ContractPod::close);
    release();
  }

  @Test
  @Row("K17-05")
  void aCommandsStreamsAndCodeAreToldApart() {
    String id = pod().start(0, commands().idle());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OptionalInt said = exec(id, commands().say("to out", "to err"), new Outputs(out, err));
    assertThat(said).hasValue(0);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("to out\n");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("to err\n");
    assertThat(exec(id, commands().exit(7), Outputs.discarded())).hasValue(7);
  }

  @Test
  @Row("K17-05")
  void aCommandReadsItsInputToTheEndByteByByte() throws IOException {
    String id = pod().start(0, commands().idle());
    byte[] bytes = allBytes(300_000);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ExecSpec spec =
        new ExecSpec(id, commands().copy(), new StandardStreams(Stdin.OPEN, Output.PIPES), null);
    try (ContainerSession session = ability(ExecSource.class).exec(spec, Outputs.merged(out));
        ThreadIoPool writer = ThreadIoPool.of("contract-writer", 1)) {
      writer.execute(() -> send(session, bytes));
      assertThat(session.await()).hasValue(0);
    }
    assertThat(out.toByteArray()).isEqualTo(bytes);
  }

  private static void send(ContainerSession session, byte[] bytes) {
    try (OutputStream in = session.stdin()) {
      in.write(bytes);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  @Row("K17-05")
  void aCommandWithoutInputReadsItsEnd() {
    String id = pod().start(0, commands().idle());
    assertThat(exec(id, commands().copy(), Outputs.discarded())).hasValue(0);
  }

  @Test
  @Row("K17-05")
  void aCommandThatIsNotThereFails() {
    String id = pod().start(0, commands().idle());
    try {
      int code = exec(id, List.of("no-such-program"), Outputs.discarded()).orElseThrow();
      assertThat(code).isIn(126, 127);
    } catch (ContainerRuntimeException refused) {
      assertThat(refused.kind()).isEqualTo(Kind.REJECTED);
    }
  }

  @Test
  @Row("K17-05")
  void noCommandRunsWhereNoContainerDoes() throws InterruptedException {
    ContractPod pod = pod();
    String id = pod.start(0, commands().exit(0));
    pod.awaitExit();
    assertFails(Kind.CONFLICT, () -> exec(id, commands().exit(0), Outputs.discarded()));
    assertFails(Kind.NOT_FOUND, () -> exec("none", commands().exit(0), Outputs.discarded()));
  }

  @Test
  void anInterruptEndsTheWaitForACommand() throws InterruptedException {
    String id = pod().start(0, commands().idle());
    BlockingQueue<Throwable> failures = new ArrayBlockingQueue<>(1);
    try (ThreadEventLoop loop = ThreadEventLoop.named("contract-loop");
        ThreadIoPool pool = ThreadIoPool.of("contract-io", 1);
        Signal told = new Signal("begun")) {
      Trip<OptionalInt> trip =
          Trip.begin(
              new Trip.Route(loop, pool, Duration.ofMinutes(5)),
              () -> exec(id, commands().sayAndIdle("begun"), Outputs.merged(told)),
              landing -> landing.failure().ifPresent(failures::add));
      told.await();
      loop.execute(trip::cancel);
      assertThat(failures.poll(ContractPod.PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              ContainerRuntimeException.class,
              failure -> assertThat(failure.kind()).isEqualTo(Kind.CANCELLED));
    }
  }

  @Test
  @Row({"K05-16", "K17-06"})
  void whoAttachesTalksWithTheProgramUntilItsInputEnds() throws Exception {
    ContractPod pod = pod();
    ContainerSpec spec = pod.spec(0, commands().copy()).withStreams(INPUT);
    String id = pod.start(spec);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ContainerSession session =
            ability(AttachSource.class).attach(new AttachSpec(id, INPUT), Outputs.merged(out));
        ThreadIoPool writer = ThreadIoPool.of("contract-writer", 1)) {
      writer.execute(() -> send(session, "hello\n".getBytes(StandardCharsets.UTF_8)));
      assertThat(session.await()).isEmpty();
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("hello\n");
    assertThat(pod.awaitExit().code()).isZero();
    assertFails(
        Kind.CONFLICT,
        () -> ability(AttachSource.class).attach(new AttachSpec(id, INPUT), Outputs.discarded()));
  }

  @Test
  @Row("K17-04")
  void logsAreFilteredByStreamTailAndLimit() throws InterruptedException {
    ContractPod pod = pod();
    String id = pod.start(0, commands().say("a\nb\nc", "e"));
    pod.awaitExit();
    LogQuery all = LogQuery.of(id);
    assertThat(log(all.withStreams(Streams.OUT))).isEqualTo("a\nb\nc\n");
    assertThat(log(all.withStreams(Streams.ERR))).isEqualTo("e\n");
    assertThat(log(all)).hasSize(8);
    assertThat(log(all.withTailLines(0))).isEmpty();
    assertThat(log(all.withTailLines(2)).lines()).hasSize(2);
    assertThat(log(all.withStreams(Streams.OUT).withLimitBytes(3))).isEqualTo("a\nb");
    assertThat(log(all.withEnd(End.CONTAINER))).hasSize(8);
  }

  @Test
  @Row("K17-04")
  void logsHaveTimesByWhichTheyAreFiltered() throws InterruptedException {
    ContractPod pod = pod();
    String id = pod.start(0, commands().say("first", ""));
    Instant end = pod.awaitExit().finishedAt();
    LogQuery all = LogQuery.of(id).withStreams(Streams.OUT);
    String line = log(all.withTimestamps(true)).strip();
    assertThat(line).endsWith(" first");
    Instant written = Instant.parse(line.substring(0, line.indexOf(' ')));
    assertThat(log(all.withSince(written))).isEqualTo("first\n");
    assertThat(log(all.withSince(written.plusSeconds(1).plus(Duration.between(written, end)))))
        .isEmpty();
  }

  @Test
  @Row("K00-18")
  void aLogKeepsItsNewestPartWithinItsLimits() throws Exception {
    LogLimits limits = new LogLimits(16 << 10, 2);
    ContractPod pod = pod();
    String id = pod.start(pod.spec(0, commands().copy()).withStreams(INPUT).withLogs(limits));
    String text = "0123456789\n".repeat(20_000) + "the end\n";
    try (ContainerSession session =
            ability(AttachSource.class).attach(new AttachSpec(id, INPUT), Outputs.discarded());
        ThreadIoPool writer = ThreadIoPool.of("contract-writer", 1)) {
      writer.execute(() -> send(session, text.getBytes(StandardCharsets.UTF_8)));
      session.await();
    }
    pod.awaitExit();
    LogQuery all = LogQuery.of(id);
    assertThat(log(all)).endsWith("0123456789\nthe end\n").hasSizeLessThan(text.length() / 2);
    assertThat(log(all.withTailLines(2))).isEqualTo("0123456789\nthe end\n");
    assertThat(log(all.withEnd(End.CONTAINER))).endsWith("the end\n");
  }

  @Test
  @Row("K17-04")
  void aFollowedLogTellsWhatComesAndEndsWithTheContainer() throws Exception {
    ContractPod pod = pod();
    String id = pod.start(0, commands().sayAndIdle("begun"));
    try (ThreadIoPool pool = ThreadIoPool.of("contract-io", 1);
        Signal told = new Signal("begun")) {
      BlockingQueue<String> ended = new ArrayBlockingQueue<>(1);
      pool.execute(
          () -> {
            ability(LogSource.class)
                .logs(LogQuery.of(id).withEnd(End.CONTAINER), Outputs.merged(told));
            ended.add("ended");
          });
      told.await();
      assertThat(ended).isEmpty();
      runtime().signal(id, StopSignal.KILL);
      assertThat(ended.poll(ContractPod.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
    }
    assertFails(Kind.NOT_FOUND, () -> log(LogQuery.of("none")));
  }

  @Test
  @Row("K17-06")
  void aPortOfThePodsOwnLoopbackIsReached() throws Exception {
    ContractPod pod = pod();
    pod.start(0, commands().echo(7077));
    String sandbox = pod.observe().sandboxes().get(0).id();
    byte[] bytes = allBytes(200_000);
    try (PodStream stream = connect(sandbox, 7077);
        ThreadIoPool writer = ThreadIoPool.of("contract-writer", 1)) {
      writer.execute(
          () -> {
            try (OutputStream to = stream.output()) {
              to.write(bytes);
            } catch (IOException failure) {
              throw new AssertionError(failure);
            }
          });
      assertThat(stream.input().readAllBytes()).isEqualTo(bytes);
    }
    assertFails(Kind.TRANSIENT, () -> ability(PortForwardSource.class).connect(sandbox, 7078));
    assertFails(Kind.NOT_FOUND, () -> ability(PortForwardSource.class).connect("none", 7077));
  }

  /** The program may need a moment until it listens. */
  private PodStream connect(String sandbox, int port) {
    for (int attempt = 0; ; attempt++) {
      try {
        return ability(PortForwardSource.class).connect(sandbox, port);
      } catch (ContainerRuntimeException notYet) {
        if (attempt == 200 || notYet.kind() != Kind.TRANSIENT) {
          throw notYet;
        }
      }
    }
  }

  @Test
  @Row("K17-01")
  void whatAProgramWritesToAMountIsTheHosts() throws Exception {
    Path file = Files.writeString(folder.resolve("message"), "before");
    ContractPod pod = pod();
    ContainerSpec spec = pod.spec(0, commands().write("/dev/termination-log", "after"));
    pod.start(spec.withMounts(List.of(Mount.of("/dev/termination-log", file.toString()))));
    assertThat(pod.awaitExit().code()).isZero();
    assertThat(file).hasContent("after");
  }

  @Test
  @Row("K14-08")
  void aReadOnlyMountIsReadAndNotWritten() throws Exception {
    Path file = Files.writeString(folder.resolve("config"), "before");
    Mount mount = Mount.of("/etc/config", folder.toString()).readOnly();
    ContractPod pod = pod();
    pod.start(
        pod.spec(0, commands().exitZeroIfFile("/etc/config/config", "before"))
            .withMounts(List.of(mount)));
    assertThat(pod.awaitExit().code()).isZero();
    pod.start(
        pod.spec(1, commands().write("/etc/config/config", "after")).withMounts(List.of(mount)));
    assertThat(pod.awaitExit().code()).isNotZero();
    assertThat(file).hasContent("before");
  }

  @Test
  @Row("K14-02")
  void aVolumeInMemoryOutlivesTheContainersThatMountIt() throws Exception {
    ContractPod pod = pod();
    pod.runSandbox(0, spec -> spec.withMemoryVolumes(List.of(MemoryVolume.of("cache", 1 << 20))));
    List<Mount> mounts =
        List.of(
            new Mount(
                "/cache",
                new Mount.Memory("cache", null),
                Mount.Access.READ_WRITE,
                Mount.Propagation.PRIVATE));
    pod.start(pod.spec(0, commands().write("/cache/file", "kept")).withMounts(mounts));
    assertThat(pod.awaitExit().code()).isZero();
    pod.start(pod.spec(1, commands().exitZeroIfFile("/cache/file", "kept")).withMounts(mounts));
    assertThat(pod.awaitExit().code()).isZero();
  }

  @Test
  @Row("K03-06")
  void aContainerThatIsCreatedWhileItsSandboxStartsRunsInIt() throws InterruptedException {
    EarlyCreation early = ability(EarlyCreation.class);
    ContractPod pod = pod();
    ContainerSpec first = pod.inNoSandbox(commands().exit(5));
    EarlyCreation.Made made = early.runSandbox(new SandboxSpec(pod.identity(), 0, "early"), first);
    assertThat(made.sandbox().state()).isEqualTo(ObservedSandbox.State.READY);
    ObservedContainer created = pod.container();
    assertThat(created.state()).isEqualTo(ObservedContainer.State.CREATED);
    assertThat(made.containerId()).contains(created.id());
    assertThat(created.sandboxId()).isEqualTo(made.sandbox().id());
    runtime().startContainer(created.id());
    assertThat(pod.awaitExit().code()).isEqualTo(5);
  }

  @Test
  void aSandboxRunsAlsoIfAContainerInItCannotBeCreated() {
    EarlyCreation early = ability(EarlyCreation.class);
    ContractPod pod = pod();
    ContainerSpec first = pod.inNoSandbox(commands().idle()).withImage("absent.example/none:1");
    EarlyCreation.Made made = early.runSandbox(new SandboxSpec(pod.identity(), 0, "early"), first);
    assertThat(made.sandbox().state()).isEqualTo(ObservedSandbox.State.READY);
    assertThat(made.containerId()).isEmpty();
    assertThat(pod.observe().containers()).isEmpty();
    assertThat(pod.observe().sandboxes()).containsExactly(made.sandbox());
  }

  @Test
  void aSandboxThatFailsLeavesNoContainerBehind() {
    EarlyCreation early = ability(EarlyCreation.class);
    ContractPod pod = pod();
    ContainerSpec first = pod.inNoSandbox(commands().idle());
    SandboxSpec wrong =
        new SandboxSpec(pod.identity(), 0, "early")
            .withSysctls(java.util.Map.of("net.ipv4.no_such_parameter", "1"));
    assertThatThrownBy(() -> early.runSandbox(wrong, first))
        .isInstanceOf(ContainerRuntimeException.class);
    assertThat(pod.observe().isEmpty()).isTrue();
  }

  @Test
  @Row({"K05-06", "K11-08"})
  void whatAContainerWasMadeWithIsObserved() {
    ContractPod pod = pod();
    ContainerSpec spec =
        pod.spec(0, commands().idle())
            .withAnnotations(java.util.Map.of("io.kubernetes.container.ports", "[80]"))
            .withStopSignal(StopSignal.of("SIGUSR1"))
            .withResources(new ContainerResources(512, 50_000, 64 << 20, 900, 100));
    runtime().createContainer(spec);
    ObservedContainer seen = pod.container();
    assertThat(seen.annotations()).containsEntry("io.kubernetes.container.ports", "[80]");
    assertThat(seen.stopSignal()).isEqualTo(StopSignal.of("SIGUSR1"));
    assertThat(seen.resources()).isEqualTo(spec.resources());
  }

  @Test
  @Row("K15-11")
  void resourcesChangeWithoutARestart() {
    ContractPod pod = pod();
    ContainerResources before = new ContainerResources(512, 50_000, 64 << 20, 0, 0);
    String id = pod.start(pod.spec(0, commands().idle()).withResources(before));
    ContainerResources after = new ContainerResources(1024, 80_000, 128 << 20, 0, 0);
    ability(ResourceUpdate.class).updateResources(id, after);
    assertThat(pod.container().resources()).isEqualTo(after);
    assertThat(pod.container().state()).isEqualTo(ObservedContainer.State.RUNNING);
    assertFails(Kind.NOT_FOUND, () -> ability(ResourceUpdate.class).updateResources("none", after));
  }

  @Test
  @Row("K16-04")
  void aHostPortIsObservedAndAContainerPortAloneIsNot() {
    ContractPod pod = pod();
    ObservedSandbox made =
        pod.runSandbox(
            0,
            spec ->
                spec.withPorts(
                    List.of(new PortMapping("127.0.0.1", 0, 8080, PortMapping.Protocol.TCP))));
    assertThat(made.ports()).hasSize(1);
    assertThat(made.ports().get(0).hostPort()).isPositive();
    assertThat(made.ports().get(0).containerPort()).isEqualTo(8080);
    assertThat(pod.observe().sandboxes()).containsExactly(made);
    assertThat(pod().runSandbox(0).ports()).isEmpty();
  }

  @Test
  @Row("K16-05")
  void aPodInTheHostsNetworkHasNoAddressOfItsOwn() {
    ContractPod pod = pod();
    Namespaces host =
        new Namespaces(
            Namespaces.Scope.HOST, Namespaces.Scope.POD, Namespaces.Scope.CONTAINER, null);
    ObservedSandbox made = pod.runSandbox(0, spec -> spec.withNamespaces(host));
    assertThat(made.state()).isEqualTo(ObservedSandbox.State.READY);
    assertThat(made.address()).isNull();
    pod.start(pod.spec(0, commands().idle()).withNamespaces(host));
    assertThat(pod.observe().sandboxes()).containsExactly(made);
  }

  @Test
  void statsAreOfRunningContainersAndTheirPod() {
    ContractPod pod = pod();
    String id = pod.start(0, commands().idle());
    PodStats stats = ability(StatsSource.class).stats(pod.identity().owner(), pod.identity().uid());
    assertThat(stats.pod()).isEqualTo(pod.identity());
    assertThat(stats.containers()).extracting(ContainerStats::containerId).containsExactly(id);
    assertThat(stats.containers().get(0).name()).isEqualTo(ContractPod.CONTAINER);
    assertThat(stats.containers().get(0).memory().usage()).isNotNegative();
    assertFails(Kind.NOT_FOUND, () -> ability(StatsSource.class).stats(owner, "no-such-uid"));
  }

  @Test
  void anImageIsListedAndNotRemovedWhileAContainerIsMadeOfIt() {
    ContractPod pod = pod();
    pod.start(0, commands().idle());
    ObservedImage image = runtime().image(image()).orElseThrow();
    assertThat(ability(ImageInventory.class).images())
        .extracting(ObservedImage::id)
        .contains(image.id());
    assertFails(Kind.CONFLICT, () -> ability(ImageRemoval.class).removeImage(image()));
    ability(ImageRemoval.class).removeImage("no-such-image:1");
    assertThat(runtime().image(image())).isPresent();
  }

  private OptionalInt exec(String id, List<String> command, Outputs outputs) {
    try (ContainerSession session =
        ability(ExecSource.class).exec(ExecSpec.of(id, command), outputs)) {
      return session.await();
    }
  }

  private String log(LogQuery query) {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    ability(LogSource.class).logs(query, Outputs.merged(log));
    return log.toString(StandardCharsets.UTF_8);
  }

  private <A> A ability(Class<A> type) {
    Optional<A> ability = runtime().ability(type);
    assumeTrue(ability.isPresent(), "the runtime under test has not this ability");
    return ability.orElseThrow();
  }

  private static byte[] allBytes(int count) {
    byte[] bytes = new byte[count];
    for (int at = 0; at < count; at++) {
      bytes[at] = (byte) (at * 31 >>> 3);
    }
    return Arrays.copyOf(bytes, count);
  }

  private static void assertFails(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ContainerRuntimeException.class,
            failure -> assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind));
  }

  private ContractPod pod() {
    String name = "web-" + pods.size();
    PodIdentity identity = new PodIdentity(owner, "uid-" + UUID.randomUUID(), "default", name);
    ContractPod pod = new ContractPod(runtime(), identity, image());
    pods.add(pod);
    return pod;
  }
}

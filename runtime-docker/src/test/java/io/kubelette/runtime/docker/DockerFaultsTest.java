package io.kubelette.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubelette.loop.ThreadIoPool;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.PullProgress;
import io.kubelette.runtime.RuntimeEvent;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Engines that are not there, do not answer, or break off. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
final class DockerFaultsTest {

  @TempDir Path folder;

  @Test
  void missingEngineIsSaidWithWhatToDo() {
    Path nowhere = folder.resolve("nobody.sock");

    assertFails(Kind.TRANSIENT, () -> DockerRuntime.connect(uri(nowhere)));
    assertThatThrownBy(() -> DockerRuntime.connect(uri(nowhere)))
        .hasMessageContaining("no engine at unix://" + nowhere)
        .hasMessageContaining("DOCKER_HOST");
  }

  private static URI uri(Path socket) {
    return URI.create("unix://" + socket);
  }

  @Test
  void addressThatIsNoEnginesIsRejected() {
    assertFails(Kind.REJECTED, () -> DockerRuntime.connect(URI.create("ssh://somewhere")));
    assertThatThrownBy(() -> DockerRuntime.connect(URI.create("localhost")))
        .hasMessageContaining("unix:///PATH, tcp://HOST:PORT")
        .hasMessageEndingWith("not at localhost");
  }

  @Test
  void engineThatDoesNotAnswerIsGivenUpAfterTheTimeout() throws Exception {
    try (EngineCable dead = EngineCable.dead(folder.resolve("dead.sock"))) {
      DockerOptions options =
          DockerOptions.defaults().withEngine(dead.uri()).withCallTimeout(Duration.ofMillis(200));

      assertFails(Kind.TRANSIENT, () -> DockerRuntime.connect(options));
    }
  }

  @Test
  void interruptEndsACallOfAnEngineThatDoesNotAnswer() throws Exception {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    try (EngineCable dead = EngineCable.dead(folder.resolve("dead.sock"));
        ThreadIoPool pool = ThreadIoPool.of("caller", 1)) {
      CompletableFuture<Thread> caller = new CompletableFuture<>();
      pool.execute(
          () -> {
            caller.complete(Thread.currentThread());
            try {
              DockerRuntime.connect(dead.uri());
            } catch (ContainerRuntimeException expected) {
              flag.complete(Thread.currentThread().isInterrupted());
              failure.complete(expected);
            }
          });
      assertThat(dead.awaitUse()).isTrue();

      caller.get().interrupt();

      assertThat(failure.get(20, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              ContainerRuntimeException.class,
              cancelled -> assertThat(cancelled.kind()).isEqualTo(Kind.CANCELLED));
      assertThat(flag.get()).as("the interrupt flag stays up").isTrue();
    }
  }

  @Test
  @DockerTest
  void brokenStreamOfEventsIsFollowedAgainWithARelist() throws Exception {
    LinkedBlockingQueue<RuntimeEvent> events = new LinkedBlockingQueue<>();
    try (EngineCable cable = cable();
        DockerRuntime runtime = DockerRuntime.connect(cable.uri());
        PodFixture pod = new PodFixture(runtime)) {
      ContainerRuntime.Subscription subscription = runtime.watch(pod.pod.owner(), events::add);
      assertThat(next(events).podUid()).as("the begin").isEmpty();
      pod.runSandbox();
      assertThat(next(events).podUid()).contains(pod.pod.uid());

      cable.cut();

      while (next(events).podUid().isPresent()) {
        // What came before the cut.
      }
      events.clear();
      pod.removeAll();
      assertThat(next(events).podUid()).contains(pod.pod.uid());
      subscription.close();
    }
  }

  @Test
  @DockerTest
  void closedRuntimeLeavesNoThreadAndRefusesCalls() throws Exception {
    Set<Thread> before = threads();
    DockerRuntime runtime = DockerRuntime.connect();
    LinkedBlockingQueue<RuntimeEvent> events = new LinkedBlockingQueue<>();
    runtime.watch("nobody", events::add);
    assertThat(next(events).podUid()).isEmpty();

    runtime.close();
    runtime.close();

    assertFails(Kind.REJECTED, () -> runtime.observe("nobody"));
    assertFails(Kind.REJECTED, () -> runtime.watch("nobody", events::add));
    assertFails(Kind.REJECTED, () -> runtime.pullImage("none:1", PullProgress.ignored()));
    Set<Thread> left = threads();
    left.removeAll(before);
    for (Thread thread : left) {
      thread.join(Duration.ofSeconds(20).toMillis());
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }

  @Test
  @DockerTest
  void stalledPullIsGivenUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0);
        DockerRuntime runtime =
            DockerRuntime.connect(DockerOptions.defaults().withPullStall(Duration.ofMillis(300)))) {
      String reference = "127.0.0.1:" + silent.getLocalPort() + "/waits:1";

      assertFails(Kind.TRANSIENT, () -> runtime.pullImage(reference, PullProgress.ignored()));
    }
  }

  private EngineCable cable() throws Exception {
    URI engine = new EngineClients(DockerOptions.defaults()).engine();
    assumeTrue("unix".equals(engine.getScheme()));
    return EngineCable.between(folder.resolve("cable.sock"), Path.of(engine.getPath()));
  }

  private static RuntimeEvent next(LinkedBlockingQueue<RuntimeEvent> events) throws Exception {
    RuntimeEvent event = events.poll(20, TimeUnit.SECONDS);
    assertThat(event).as("an event").isNotNull();
    return event;
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains("docker"))
        .collect(Collectors.toSet());
  }

  private static void assertFails(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ContainerRuntimeException.class,
            failure -> assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind));
  }
}

package io.kubelette.runtime.fake;

import static io.kubelette.runtime.fake.FakePods.CONTAINER;
import static io.kubelette.runtime.fake.FakePods.NAMESPACE;
import static io.kubelette.runtime.fake.FakePods.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.PortForwardSource;
import io.kubelette.runtime.SandboxSpec;
import io.kubelette.runtime.fake.RuntimeCall.Operation;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Callers that a fault holds up, and answers that are lost, on threads and sockets that are real.
 */
class HangingCallsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final FakeRuntime runtime = FakeRuntime.create();
  private final FakePods pods = new FakePods(runtime);
  private final AtomicReference<Kind> failure = new AtomicReference<>();

  @AfterEach
  void close() {
    runtime.close();
  }

  private Thread begin(Runnable call) {
    Thread caller = new Thread(() -> failing(call));
    caller.setDaemon(true);
    caller.start();
    return caller;
  }

  private void failing(Runnable call) {
    try {
      call.run();
    } catch (ContainerRuntimeException failed) {
      failure.set(failed.kind());
    }
  }

  private static void awaitStrike(Fault fault) {
    await("it hangs").atMost(PATIENCE).until(() -> fault.strikes() == 1);
  }

  private static void awaitEnd(Thread caller) throws InterruptedException {
    caller.join(PATIENCE.toMillis());
    assertThat(caller.isAlive()).isFalse();
  }

  @Test
  void goOnWhenTheyMay() throws InterruptedException {
    Fault stuck = runtime.whenAnyImage().call(Operation.IMAGE).hangs();
    AtomicReference<Object> answer = new AtomicReference<>();
    Thread caller = begin(() -> answer.set(runtime.image("web:1")));
    awaitStrike(stuck);
    assertThat(answer.get()).isNull();
    stuck.lift();
    awaitEnd(caller);
    assertThat(answer.get()).isNotNull();
  }

  @Test
  void goOnWhenAllFaultsAreClearedThoughTheirsStrikesNoMore() throws InterruptedException {
    Fault stuck = runtime.whenCall(Operation.IMAGE).times(1).hangs();
    Thread caller = begin(() -> runtime.image("web:1"));
    awaitStrike(stuck);
    runtime.image("web:1");
    runtime.clearFaults();
    awaitEnd(caller);
    assertThat(failure.get()).isNull();
  }

  @Test
  void canBeCalledBack() throws InterruptedException {
    Fault stuck = runtime.whenContainer(NAMESPACE, "web-0", CONTAINER).createHangs();
    Thread caller = begin(() -> pods.run("web-0", "web:1"));
    awaitStrike(stuck);
    caller.interrupt();
    awaitEnd(caller);
    assertThat(failure.get()).isEqualTo(Kind.CANCELLED);
  }

  @Test
  void doNothingOnceTheirClientIsClosed() throws InterruptedException {
    Fault stuck = runtime.whenAnyPod().sandboxHangs();
    ContainerRuntime client = runtime.connect();
    SandboxSpec spec = new SandboxSpec(FakePods.identity("web-0"), 0, "web-0");
    Thread caller = begin(() -> client.runSandbox(spec));
    awaitStrike(stuck);
    client.close();
    stuck.lift();
    awaitEnd(caller);
    assertThat(failure.get()).isEqualTo(Kind.TRANSIENT);
    assertThat(runtime.observe(OWNER)).isEmpty();
  }

  @Test
  void doNotKeepTheRuntimeFromClosingWhenTheyAreListeners() throws InterruptedException {
    Fault stuck = runtime.whenCall(Operation.VERSION).times(1).hangs();
    runtime.watch(OWNER, event -> failing(runtime::version));
    runtime.restoreEvents();
    awaitStrike(stuck);
    awaitEnd(begin(runtime::close));
    assertThat(failure.get()).isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void aConnectionWhoseAnswerIsLostIsClosed() throws Exception {
    pods.run("web-0", "web:1");
    ObservedSandbox box = runtime.observe(OWNER, "uid-web-0").sandboxes().get(0);
    PortForwardSource source = runtime.ability(PortForwardSource.class).orElseThrow();
    runtime.whenCall(Operation.CONNECT).losesAnswer();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(box.address()))) {
      assertThatThrownBy(() -> source.connect(box.id(), server.getLocalPort()))
          .hasMessage("the engine did not answer");
      try (Socket accepted = server.accept()) {
        accepted.setSoTimeout((int) PATIENCE.toMillis());
        assertThat(accepted.getInputStream().read()).isEqualTo(-1);
      }
    }
  }
}

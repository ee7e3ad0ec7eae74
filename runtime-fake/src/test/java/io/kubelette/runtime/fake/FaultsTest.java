package io.kubelette.runtime.fake;

import static io.kubelette.runtime.fake.FakePods.CONTAINER;
import static io.kubelette.runtime.fake.FakePods.NAMESPACE;
import static io.kubelette.runtime.fake.FakePods.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualTime;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ObservedContainer.State;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.PullProgress;
import io.kubelette.runtime.RuntimeEvent;
import io.kubelette.runtime.SandboxSpec;
import io.kubelette.runtime.StopSignal;
import io.kubelette.runtime.fake.RuntimeCall.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The script, on time that only the test moves. */
class FaultsTest {

  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  private final ManualTime time = ManualTime.at(START);
  private final FakeRuntime runtime =
      FakeRuntime.builder().loop(ManualEventLoop.on(time)).pretendedAddresses().build();
  private final FakePods pods = new FakePods(runtime);

  @AfterEach
  void nothingIsLeftToRun() {
    runtime.close();
    time.runReady();
    assertThat(time.pending()).isZero();
  }

  @Test
  void aPullFailsTwiceAndThenWorks() {
    Fault fault = runtime.whenImage("web:1").times(2).pullFails(Kind.TRANSIENT, "no route");
    assertFails(Kind.TRANSIENT, () -> pull("web:1"));
    assertFails(Kind.TRANSIENT, () -> pull("docker.io/library/web:1"));
    pull("web:1");
    assertThat(fault.strikes()).isEqualTo(2);
    assertThat(runtime.calls(Operation.PULL_IMAGE))
        .extracting(Object::toString)
        .containsExactly(
            "PULL_IMAGE web:1 failed: TRANSIENT",
            "PULL_IMAGE docker.io/library/web:1 failed: TRANSIENT",
            "PULL_IMAGE web:1");
  }

  @Test
  void faultsOfOneMomentStrikeInTheOrderOfTheScript() {
    runtime.whenImage("web:1").times(1).pullFails(Kind.TRANSIENT, "no route");
    Fault second = runtime.whenImage("web:1").pullFails(Kind.NOT_FOUND, "no such tag");
    assertFails(Kind.TRANSIENT, () -> pull("web:1"));
    assertFails(Kind.NOT_FOUND, () -> pull("web:1"));
    assertFails(Kind.NOT_FOUND, () -> pull("web:1"));
    second.lift();
    pull("web:1");
  }

  @Test
  void aSlowPullReportsItsProgress() {
    runtime.whenImage("web:1").pullTakes(Duration.ofSeconds(8));
    List<Long> done = new ArrayList<>();
    runtime.pullImage("web:1", state -> done.add(100 * state.doneBytes() / state.totalBytes()));
    assertThat(done).containsExactly(0L, 25L, 50L, 75L, 100L);
  }

  @Test
  void faultsStrikeOnlyWhomTheyAreMeantFor() {
    runtime.whenContainer(NAMESPACE, "web-0", CONTAINER).startFails(Kind.TRANSIENT, "busy");
    runtime.whenPod(NAMESPACE, "web-1").sandboxFails(Kind.REJECTED, "no runtime class");
    assertFails(Kind.TRANSIENT, () -> pods.run("web-0", "web:1"));
    assertThat(pods.container("web-0").state()).isEqualTo(State.CREATED);
    assertFails(Kind.REJECTED, () -> pods.run("web-1", "web:1"));
    assertThat(runtime.observe(OWNER, "uid-web-1").isEmpty()).isTrue();
    pods.run("web-2", "web:1");
    assertThat(pods.container("web-2").state()).isEqualTo(State.RUNNING);
  }

  @Test
  void aProgramThatCannotRunLeavesAnExitedContainer() {
    runtime.whenImage("web:1").times(1).cannotRun(126, "permission denied");
    assertFails(Kind.REJECTED, () -> pods.run("web-0", "web:1"));
    assertThat(pods.exit("web-0").code()).isEqualTo(126);
    assertThat(pods.exit("web-0").reason()).isEqualTo("ContainerCannotRun");
    assertThat(pods.exit("web-0").message()).isEqualTo("permission denied");
  }

  @Test
  void aContainerEndsByItselfAfterATime() {
    runtime.whenImage("web:1").times(1).exitsAfter(Duration.ofSeconds(5), 3);
    pods.run("web-0", "web:1");
    time.advance(Duration.ofMillis(4_999));
    assertThat(pods.container("web-0").state()).isEqualTo(State.RUNNING);
    time.advance(Duration.ofMillis(1));
    assertThat(pods.exit("web-0").code()).isEqualTo(3);
    assertThat(pods.exit("web-0").reason()).isEqualTo("Error");
    assertThat(pods.exit("web-0").finishedAt()).isEqualTo(START.plusSeconds(5));
  }

  @Test
  void aContainerIsKilledForItsMemory() {
    runtime.whenPod(NAMESPACE, "web-0").oomKilledAfter(Duration.ofSeconds(5));
    pods.run("web-0", "web:1");
    time.advance(Duration.ofSeconds(5));
    assertThat(pods.exit("web-0").code()).isEqualTo(137);
    assertThat(pods.exit("web-0").reason()).isEqualTo("OOMKilled");
  }

  @Test
  void aScriptedEndIsForgottenWhenTheContainerEndsBefore() {
    runtime.whenImage("web:1").exitsAfter(Duration.ofSeconds(5), 3);
    String id = pods.run("web-0", "web:1");
    runtime.signal(id, StopSignal.TERMINATE);
    assertThat(pods.exit("web-0").code()).isEqualTo(143);
    time.runReady();
    assertThat(time.pending()).isZero();
  }

  @Test
  void termIsIgnoredAndKillIsNot() {
    runtime.whenImage("web:1").ignoresTerm();
    String id = pods.run("web-0", "web:1");
    runtime.signal(id, StopSignal.TERMINATE);
    assertThat(pods.container("web-0").state()).isEqualTo(State.RUNNING);
    runtime.signal(id, StopSignal.KILL);
    assertThat(pods.exit("web-0").code()).isEqualTo(137);
  }

  @Test
  void aLostAnswerLeavesWhatWasMade() {
    runtime.whenAnyPod().times(1).sandboxLosesAnswer();
    runtime.whenAnyPod().times(1).createLosesAnswer();
    runtime.whenAnyPod().times(1).startLosesAnswer();
    runtime.present("web:1");
    SandboxSpec sandbox = new SandboxSpec(FakePods.identity("web-0"), 0, "web-0");
    assertFails(Kind.TRANSIENT, () -> runtime.runSandbox(sandbox));
    assertFails(Kind.CONFLICT, () -> runtime.runSandbox(sandbox));
    String made = runtime.observe(OWNER, "uid-web-0").sandboxes().get(0).id();
    ThrowingCallable create =
        () -> runtime.createContainer(FakePods.spec("web-0", made, 0, "web:1"));
    assertFails(Kind.TRANSIENT, create);
    assertFails(Kind.CONFLICT, create);
    assertFails(Kind.TRANSIENT, () -> runtime.startContainer(pods.container("web-0").id()));
    assertThat(pods.container("web-0").state()).isEqualTo(State.RUNNING);
  }

  @Test
  void clearedFaultsDoNotStrike() {
    runtime.whenAnyPod().sandboxFails(Kind.TRANSIENT, "busy");
    runtime.whenAnyImage().pullFails(Kind.TRANSIENT, "no route");
    runtime.clearFaults();
    pods.run("web-0", "web:1");
    assertThat(pods.container("web-0").state()).isEqualTo(State.RUNNING);
  }

  @Test
  void aHandOnAPodLosesItsSandboxWhileItsContainersRun() {
    pods.run("web-0", "web:1");
    assertThat(runtime.pod(NAMESPACE, "web-0").address()).contains("10.244.0.1");
    runtime.pod(NAMESPACE, "web-0").loseSandbox();
    ObservedSandbox lost = runtime.observe(OWNER, "uid-web-0").sandboxes().get(0);
    assertThat(lost.state()).isEqualTo(ObservedSandbox.State.NOT_READY);
    assertThat(lost.address()).isNull();
    assertThat(pods.container("web-0").state()).isEqualTo(State.RUNNING);
    assertThat(runtime.pod(NAMESPACE, "web-0").address()).isEmpty();
    assertThatThrownBy(() -> runtime.pod(NAMESPACE, "web-0").loseSandbox())
        .isInstanceOf(NoSuchElementException.class);
    assertFails(
        Kind.CONFLICT,
        () -> runtime.createContainer(FakePods.spec("web-0", lost.id(), 1, "web:1")));
  }

  @Test
  void theAddressOfALostSandboxIsNotGivenOutWhileAContainerMayUseIt() {
    String id = pods.run("web-0", "web:1");
    ObservedSandbox first = runtime.observe(OWNER, "uid-web-0").sandboxes().get(0);
    runtime.removeSandbox(first.id());
    for (int i = 1; i <= 300; i++) {
      pods.run("web-" + i, "web:1");
      assertThat(runtime.pod(NAMESPACE, "web-" + i).address()).isNotEqualTo("10.244.0.1");
    }
    runtime.removeContainer(id);
    assertThat(runtime.observe(OWNER, "uid-web-0").isEmpty()).isTrue();
  }

  @Test
  void aHandOnAContainerEndsItOrTakesItAway() {
    pods.run("web-0", "web:1");
    FakeContainer main = runtime.pod(NAMESPACE, "web-0").container(CONTAINER);
    assertThat(main.isRunning()).isTrue();
    main.exit(9);
    assertThat(pods.exit("web-0").code()).isEqualTo(9);
    assertThatThrownBy(main::oomKill)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("default/web-0/main#0 EXITED");
    main.vanish();
    assertThat(runtime.observe(OWNER, "uid-web-0").containers()).isEmpty();
    assertThatThrownBy(main::vanish).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void nothingAnswersWhileTheEngineIsDown() {
    List<RuntimeEvent> events = watch();
    String id = pods.run("web-0", "web:1");
    time.runReady();
    events.clear();
    runtime.stopEngine();
    assertFails(Kind.TRANSIENT, () -> runtime.observe(OWNER));
    assertFails(Kind.TRANSIENT, () -> runtime.signal(id, StopSignal.KILL));
    assertFails(Kind.TRANSIENT, () -> pull("web:1"));
    runtime.pod(NAMESPACE, "web-0").container(CONTAINER).exit(1);
    time.runReady();
    assertThat(events).isEmpty();
    runtime.startEngine();
    time.runReady();
    assertThat(events).containsExactly(RuntimeEvent.relist());
    assertThat(pods.exit("web-0").code()).isEqualTo(1);
  }

  @Test
  void lostEventsEndInARelist() {
    List<RuntimeEvent> events = watch();
    runtime.loseEvents();
    pods.run("web-0", "web:1");
    time.runReady();
    assertThat(events).isEmpty();
    runtime.restoreEvents();
    pods.run("web-1", "web:1");
    time.runReady();
    assertThat(events.remove(0)).isEqualTo(RuntimeEvent.relist());
    assertThat(events).isNotEmpty().allMatch(event -> event.toString().equals("pod uid-web-1"));
  }

  @Test
  void onlyTheNewestCallsAreKept() {
    FakeRuntime small =
        FakeRuntime.builder().loop(ManualEventLoop.on(time)).recordedCalls(2).build();
    small.image("a:1");
    small.image("b:1");
    small.image("c:1");
    assertThat(small.calls()).extracting(RuntimeCall::subject).containsExactly("b:1", "c:1");
    small.close();
  }

  private List<RuntimeEvent> watch() {
    List<RuntimeEvent> events = new ArrayList<>();
    runtime.watch(OWNER, events::add);
    return events;
  }

  private void pull(String reference) {
    runtime.pullImage(reference, PullProgress.ignored());
  }

  private static void assertFails(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ContainerRuntimeException.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
  }
}

package io.kubelette.runtime.fake;

import static io.kubelette.runtime.fake.FakePods.NAMESPACE;
import static io.kubelette.runtime.fake.FakePods.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.loop.Clock;
import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualTime;
import io.kubelette.runtime.AttachSource;
import io.kubelette.runtime.AttachSpec;
import io.kubelette.runtime.ContainerResources;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ExecSource;
import io.kubelette.runtime.ExecSpec;
import io.kubelette.runtime.ImageInventory;
import io.kubelette.runtime.ImageRemoval;
import io.kubelette.runtime.LogQuery;
import io.kubelette.runtime.LogSource;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.Outputs;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PortForwardSource;
import io.kubelette.runtime.PullProgress;
import io.kubelette.runtime.PullState;
import io.kubelette.runtime.ResourceUpdate;
import io.kubelette.runtime.SandboxSpec;
import io.kubelette.runtime.StandardStreams;
import io.kubelette.runtime.StatsSource;
import io.kubelette.runtime.StopSignal;
import io.kubelette.runtime.VolumeRoom;
import io.kubelette.runtime.fake.RuntimeCall.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What can go wrong with every call, and what goes wrong by itself after a while. */
class CallFaultsTest {

  private final ManualTime time = ManualTime.at(Instant.EPOCH);
  private final FakeRuntime runtime =
      FakeRuntime.builder().loop(ManualEventLoop.on(time)).pretendedAddresses().build();
  private final FakePods pods = new FakePods(runtime);

  @AfterEach
  void nothingIsLeftToRun() {
    runtime.close();
    time.runReady();
    assertThat(time.pending()).isZero();
  }

  private <A> A able(Class<A> type) {
    return runtime.ability(type).orElseThrow();
  }

  /** Every call but the one that only listens, on a pod that runs. */
  private Map<Operation, ThrowingCallable> calls() {
    String id = pods.run("web-0", "web:1");
    String uid = "uid-web-0";
    ObservedSandbox box = runtime.observe(OWNER, uid).sandboxes().get(0);
    Map<Operation, ThrowingCallable> calls = new EnumMap<>(Operation.class);
    calls.put(Operation.VERSION, runtime::version);
    calls.put(
        Operation.RUN_SANDBOX,
        () -> runtime.runSandbox(new SandboxSpec(FakePods.identity("web-0"), 1, "web-0")));
    calls.put(Operation.REMOVE_SANDBOX, () -> runtime.removeSandbox(box.id()));
    calls.put(
        Operation.CREATE_CONTAINER,
        () -> runtime.createContainer(FakePods.spec("web-0", box.id(), 1, "web:1")));
    calls.put(Operation.START_CONTAINER, () -> runtime.startContainer(id));
    calls.put(Operation.TERMINATE, () -> runtime.signal(id, StopSignal.TERMINATE));
    calls.put(Operation.KILL, () -> runtime.signal(id, StopSignal.KILL));
    calls.put(Operation.SIGNAL, () -> runtime.signal(id, StopSignal.of("SIGHUP")));
    calls.put(Operation.REMOVE_CONTAINER, () -> runtime.removeContainer(id));
    calls.put(Operation.IMAGE, () -> runtime.image("web:1"));
    calls.put(Operation.PULL_IMAGE, () -> runtime.pullImage("web:1", PullProgress.ignored()));
    calls.put(Operation.OBSERVE, () -> runtime.observe(OWNER, uid));
    calls.put(
        Operation.EXEC,
        () -> able(ExecSource.class).exec(ExecSpec.of(id, List.of("a")), Outputs.discarded()));
    calls.put(
        Operation.ATTACH,
        () ->
            able(AttachSource.class)
                .attach(new AttachSpec(id, StandardStreams.OUTPUT_ONLY), Outputs.discarded()));
    calls.put(
        Operation.LOGS, () -> able(LogSource.class).logs(LogQuery.of(id), Outputs.discarded()));
    calls.put(Operation.CONNECT, () -> able(PortForwardSource.class).connect(box.id(), 80));
    calls.put(Operation.STATS, () -> able(StatsSource.class).stats(OWNER, uid));
    calls.put(
        Operation.UPDATE,
        () -> able(ResourceUpdate.class).updateResources(id, ContainerResources.UNLIMITED));
    calls.put(Operation.IMAGES, () -> able(ImageInventory.class).images());
    calls.put(Operation.REMOVE_IMAGE, () -> able(ImageRemoval.class).removeImage("web:1"));
    return calls;
  }

  @Test
  void everyCallFailsByScript() {
    Map<Operation, ThrowingCallable> calls = calls();
    Set<Operation> all = EnumSet.allOf(Operation.class);
    all.remove(Operation.WATCH);
    assertThat(calls.keySet()).isEqualTo(all);
    calls.forEach(
        (operation, call) -> {
          Fault fault = runtime.whenCall(operation).fails(Kind.REJECTED, "not " + operation);
          assertThatThrownBy(call).as("%s", operation).hasMessage("not " + operation);
          assertThat(fault.strikes()).isEqualTo(1);
          fault.lift();
        });
  }

  @Test
  void callsAboutAPodFailForThatPodAlone() {
    Map<Operation, ThrowingCallable> calls = calls();
    Set<Operation> aboutNobody =
        EnumSet.of(
            Operation.VERSION,
            Operation.IMAGE,
            Operation.PULL_IMAGE,
            Operation.IMAGES,
            Operation.REMOVE_IMAGE);
    calls.keySet().removeAll(aboutNobody);
    calls.forEach(
        (operation, call) -> {
          runtime.whenPod(NAMESPACE, "other").call(operation).fails(Kind.REJECTED, "another");
          Fault own =
              runtime.whenPod(NAMESPACE, "web-0").call(operation).fails(Kind.REJECTED, "me");
          assertThatThrownBy(call).as("%s", operation).hasMessage("me");
          own.lift();
        });
  }

  @Test
  void aWatchCannotGoWrong() {
    assertThatThrownBy(() -> runtime.whenCall(Operation.WATCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("loseEvents()");
    assertThatThrownBy(() -> runtime.whenAnyPod().call(Operation.WATCH))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void layersArriveOneAfterTheOther() {
    runtime.describe("web:1", ImageTraits.NONE.withLayers(400, 800));
    runtime.whenImage("web:1").pullTakes(Duration.ofSeconds(8));
    List<PullState> states = new ArrayList<>();
    runtime.pullImage("web:1", states::add);
    assertThat(states)
        .extracting(PullState::doneBytes)
        .containsExactly(0L, 100L, 200L, 300L, 400L, 600L, 800L, 1000L, 1200L);
    assertThat(states).allMatch(state -> state.totalBytes() == 1200);
    assertThat(states.get(2).layers())
        .extracting(PullState.Layer::phase)
        .containsExactly(PullState.Phase.DOWNLOADING, PullState.Phase.WAITING);
    assertThat(states.get(4).layers())
        .extracting(PullState.Layer::phase)
        .containsExactly(PullState.Phase.DONE, PullState.Phase.DOWNLOADING);
  }

  @Test
  void anImageWithoutLayersTakesItsTimeToo() throws InterruptedException {
    List<Duration> slept = new ArrayList<>();
    Clock clock =
        new Clock() {
          @Override
          public Instant now() {
            return Instant.EPOCH;
          }

          @Override
          public long nanoTime() {
            return 0;
          }

          @Override
          public void sleep(Duration time) {
            slept.add(time);
          }
        };
    new Download(List.of()).run(Duration.ofSeconds(8), clock, PullProgress.ignored());
    assertThat(slept).containsExactly(Duration.ofSeconds(8));
  }

  @Test
  void noLayerIsSmallerThanNothing() {
    assertThatThrownBy(() -> ImageTraits.NONE.withLayers(1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  @Test
  void aSandboxIsLostAfterAWhile() {
    runtime.whenPod(NAMESPACE, "web-0").losesSandboxAfter(Duration.ofSeconds(5));
    pods.run("web-0", "web:1");
    time.advance(Duration.ofMillis(4_999));
    assertThat(runtime.pod(NAMESPACE, "web-0").address()).isPresent();
    time.advance(Duration.ofMillis(1));
    assertThat(runtime.pod(NAMESPACE, "web-0").address()).isEmpty();
    runtime.removeSandbox(runtime.observe(OWNER, "uid-web-0").sandboxes().get(0).id());
  }

  @Test
  void aContainerVanishesAfterAWhileUnlessItIsRemovedBefore() {
    runtime.whenAnyPod().vanishesAfter(Duration.ofSeconds(5));
    pods.run("web-0", "web:1");
    String other = pods.run("web-1", "web:1");
    runtime.removeContainer(other);
    time.advance(Duration.ofSeconds(5));
    assertThat(runtime.observe(OWNER, "uid-web-0").containers()).isEmpty();
    assertThat(time.pending()).isZero();
  }

  @Test
  void volumesAreRefusedByScriptAlsoWhileTheEngineIsDown() {
    VolumeRoom room = able(VolumeRoom.class);
    PodIdentity pod = FakePods.identity("web-0");
    Fault full = runtime.whenPod(NAMESPACE, "web-0").volumesFail("no space left on device");
    assertThatThrownBy(() -> room.require(pod, "data")).hasMessage("no space left on device");
    room.require(FakePods.identity("web-1"), "data");
    full.lift();
    runtime.stopEngine();
    room.require(pod, "data");
  }
}

package io.kubelette.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.api.ApiConfig;
import io.kubelette.api.ApiException;
import io.kubelette.api.ApiServer;
import io.kubelette.api.DeleteOptions;
import io.kubelette.api.EventRecorder;
import io.kubelette.api.Query;
import io.kubelette.conformance.Row;
import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualIoPool;
import io.kubelette.loop.ManualTime;
import io.kubelette.loop.Trip;
import io.kubelette.model.ContainerImage;
import io.kubelette.model.Event;
import io.kubelette.model.EventSource;
import io.kubelette.model.Lease;
import io.kubelette.model.Node;
import io.kubelette.model.NodeCondition;
import io.kubelette.model.NodeSpec;
import io.kubelette.model.NodeStatus;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.OwnerReference;
import io.kubelette.model.Quantity;
import io.kubelette.model.ResourceType;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.Machine;
import io.kubelette.runtime.MachineFacts;
import io.kubelette.runtime.ObservedImage;
import io.kubelette.runtime.PressureSignals;
import io.kubelette.runtime.RuntimeVersion;
import io.kubelette.store.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LeasedNodeStatusReporterTest {

  private static final Instant NOON = Samples.NOON;

  private final ManualTime time = ManualTime.at(NOON);
  private final ManualEventLoop loop = ManualEventLoop.on(time);
  private final ManualIoPool pool = ManualIoPool.on(time);
  private final FailingStore store = FailingStore.around(MemoryStore.create());
  private final ApiServer api = ApiServer.over(store.store(), ApiConfig.defaults().withClock(time));
  private final EventRecorder events =
      EventRecorder.create(
          api,
          new Trip.Route(loop, pool, Duration.ofSeconds(10)),
          new EventSource("kubelet", "node1"));
  private final ScriptedMachine machine = new ScriptedMachine();
  private boolean runtimeAnswers = true;
  private final LeasedNodeStatusReporter reporter = reporter();

  @Test
  @Row({"K20-01", "K20-05"})
  void registersTheNodeReady() {
    CompletableFuture<Node> first = reporter.start().toCompletableFuture();

    time.runReady();

    assertThat(first).isCompletedWithValue(node());
    assertThat(ready().status()).isEqualTo("True");
    assertThat(node().status().nodeInfo().containerRuntimeVersion()).isEqualTo("fake://1.0");
    assertThat(node().status().nodeInfo().kubeletVersion()).startsWith("v0.");
    assertThat(node().metadata().uid()).isNotEmpty();
  }

  @Test
  void startsOnlyOnce() {
    reporter.start();
    reporter.start();
    time.runReady();

    assertThat(reasons()).containsOnlyOnce("Starting");
    assertThat(time.pending()).isEqualTo(2);
  }

  @Test
  @Row("K20-01")
  void tellsItsBeginningAsEvents() {
    reporter.start();
    time.runReady();

    assertThat(reasons())
        .containsExactlyInAnyOrder(
            "Starting",
            "NodeAllocatableEnforced",
            "NodeHasSufficientMemory",
            "NodeHasNoDiskPressure",
            "NodeHasSufficientPID",
            "NodeReady");
    assertThat(events())
        .allSatisfy(
            event -> {
              assertThat(event.involvedObject().kind()).isEqualTo("Node");
              assertThat(event.involvedObject().uid()).isEqualTo("node1");
              assertThat(event.source()).isEqualTo(new EventSource("kubelet", "node1"));
            });
  }

  @Test
  @Row({"K20-06", "K00-14"})
  void holdsALeaseThatBelongsToTheNode() {
    reporter.start();
    time.runReady();

    Lease lease = lease();
    assertThat(lease.spec().holderIdentity()).isEqualTo("node1");
    assertThat(lease.spec().leaseDurationSeconds()).isEqualTo(40);
    assertThat(lease.spec().renewTime()).isEqualTo(NOON);
    assertThat(lease.metadata().ownerReferences())
        .containsExactly(
            new OwnerReference("v1", "Node", "node1", node().metadata().uid(), null, null));
  }

  @Test
  @Row({"K20-06", "K00-14"})
  void renewsTheLeaseEveryTenSeconds() {
    reporter.start();
    time.advance(Duration.ofSeconds(9));
    assertThat(lease().spec().renewTime()).isEqualTo(NOON);

    time.advance(Duration.ofSeconds(1));
    assertThat(lease().spec().renewTime()).isEqualTo(NOON.plusSeconds(10));

    time.advance(Duration.ofSeconds(60));
    assertThat(lease().spec().renewTime()).isEqualTo(NOON.plusSeconds(70));
  }

  @Test
  @Row("K00-15")
  void reportsNothingNewOnlyEveryFiveMinutes() {
    reporter.start();
    time.runReady();
    String version = node().metadata().resourceVersion();

    time.advance(Duration.ofSeconds(299));
    assertThat(node().metadata().resourceVersion()).isEqualTo(version);

    time.advance(Duration.ofSeconds(1));
    assertThat(ready().lastHeartbeatTime()).isEqualTo(NOON.plusSeconds(300));
    assertThat(ready().lastTransitionTime()).isEqualTo(NOON);
  }

  @Test
  @Row("K00-15")
  void reportsNewsAtTheNextLook() {
    reporter.start();
    time.runReady();
    machine.signals = new PressureSignals(Quantity.parse("50Mi"), null, null);

    time.advance(Duration.ofSeconds(10));

    assertThat(condition("MemoryPressure").status()).isEqualTo("True");
    assertThat(condition("MemoryPressure").lastTransitionTime()).isEqualTo(NOON.plusSeconds(10));
    assertThat(reasons()).contains("NodeHasInsufficientMemory");
  }

  @Test
  @Row({"K18-04", "K00-21"})
  void forgetsAShortageFiveMinutesAfterItEnded() {
    reporter.start();
    machine.signals = new PressureSignals(Quantity.parse("50Mi"), null, null);
    time.runReady();
    machine.signals = Samples.CALM;

    time.advance(Duration.ofSeconds(299));
    assertThat(condition("MemoryPressure").status()).isEqualTo("True");

    time.advance(Duration.ofSeconds(1));
    assertThat(condition("MemoryPressure").status()).isEqualTo("False");
  }

  @Test
  @Row({"K18-07", "K00-16"})
  void isNotReadyOnceTheRuntimeWasSilentForThirtySeconds() {
    reporter.start();
    time.runReady();
    runtimeAnswers = false;

    time.advance(Duration.ofSeconds(29));
    assertThat(ready().status()).isEqualTo("True");

    time.advance(Duration.ofSeconds(1));
    assertThat(ready().status()).isEqualTo("False");
    assertThat(ready().reason()).isEqualTo("KubeletNotReady");
    assertThat(ready().message()).isEqualTo("container runtime is down");
    assertThat(reasons()).contains("NodeNotReady");
    assertThat(node().status().nodeInfo().containerRuntimeVersion()).isEqualTo("fake://1.0");
  }

  @Test
  void isReadyAgainSoonAfterTheRuntimeAnswers() {
    reporter.start();
    runtimeAnswers = false;
    time.advance(Duration.ofSeconds(120));
    assertThat(ready().status()).isEqualTo("False");
    runtimeAnswers = true;

    time.advance(Duration.ofSeconds(7));

    assertThat(ready().status()).isEqualTo("True");
  }

  @Test
  @Row("K18-07")
  void renewsTheLeaseWhileTheRuntimeIsDown() {
    runtimeAnswers = false;
    reporter.start();
    time.advance(Duration.ofSeconds(40));

    assertThat(ready().message())
        .isEqualTo("container runtime status check may not have completed yet");
    assertThat(lease().spec().renewTime()).isEqualTo(NOON.plusSeconds(40));
  }

  @Test
  @Row("K20-01")
  void takesOverTheNodeOfAnEarlierLife() {
    api.create(
        new Node(
            ObjectMeta.EMPTY.withName("node1").withLabels(Map.of("zone", "a")),
            NodeSpec.EMPTY.withUnschedulable(true),
            null));
    String uid = node().metadata().uid();

    reporter.start();
    time.runReady();

    assertThat(node().metadata().uid()).isEqualTo(uid);
    assertThat(node().metadata().labels())
        .containsEntry("zone", "a")
        .containsEntry("kubernetes.io/os", "linux");
    assertThat(node().spec().unschedulable()).isTrue();
    assertThat(ready().status()).isEqualTo("True");
  }

  @Test
  void keepsTheTransitionsOfAnEarlierLife() {
    reporter.start();
    time.runReady();
    reporter.close();
    time.advance(Duration.ofSeconds(60));

    LeasedNodeStatusReporter next = reporter();
    next.start();
    time.runReady();

    assertThat(ready().lastTransitionTime()).isEqualTo(NOON);
    assertThat(ready().lastHeartbeatTime()).isEqualTo(NOON.plusSeconds(60));
    assertThat(lease().spec().renewTime()).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  void correctsAtTheNextLookWhatOthersWriteIntoItsStatus() {
    reporter.start();
    time.runReady();
    NodeStatus right = node().status();
    NodeStatus wrong =
        right
            .withAllocatable(Map.of())
            .withConditions(
                right.conditions().stream().map(each -> each.withStatus("Unknown")).toList());
    api.updateStatus(node().withStatus(wrong));

    time.advance(Duration.ofSeconds(10));

    assertThat(ready().status()).isEqualTo("True");
    assertThat(node().status().allocatable()).isEqualTo(right.allocatable());
    String version = node().metadata().resourceVersion();
    time.advance(Duration.ofSeconds(290));
    assertThat(node().metadata().resourceVersion()).isEqualTo(version);
    time.advance(Duration.ofSeconds(10));
    assertThat(ready().lastHeartbeatTime()).isEqualTo(NOON.plusSeconds(310));
  }

  @Test
  void leavesWhatOthersWriteBetweenReports() {
    reporter.start();
    time.runReady();
    Node cordoned = node().withSpec(node().spec().withUnschedulable(true));
    api.update(cordoned.withMetadata(cordoned.metadata().withLabels(Map.of("mine", "yes"))));

    time.advance(Duration.ofSeconds(300));

    assertThat(ready().lastHeartbeatTime()).isEqualTo(NOON.plusSeconds(300));
    assertThat(node().spec().unschedulable()).isTrue();
    assertThat(node().metadata().labels()).containsEntry("mine", "yes");
  }

  @Test
  void registersAnewWhenTheNodeWasDeleted() {
    reporter.start();
    time.runReady();
    String uid = node().metadata().uid();
    api.delete(ResourceType.NODE, "", "node1", DeleteOptions.defaults());

    time.advance(Duration.ofSeconds(20));

    assertThat(node().metadata().uid()).isNotEqualTo(uid);
    assertThat(ready().status()).isEqualTo("True");
    assertThat(lease().metadata().ownerReferences().get(0).uid())
        .isEqualTo(node().metadata().uid());
  }

  @Test
  @Row("K20-06")
  void triesAgainWithGrowingWaitsWhileTheApiIsAway() {
    store.failNext(6);
    reporter.start();

    // 0.2 + 0.4 + 0.8 + 1.6 + 3.2 s, then the limit of 7 s where doubling would give 6.4
    time.advance(Duration.ofMillis(12_599));
    assertThat(api.find(ResourceType.NODE, "", "node1")).isEmpty();

    time.advance(Duration.ofMillis(1));
    assertThat(ready().status()).isEqualTo("True");
  }

  @Test
  void saysAtOnceThatTheApiFindsTheNodeInvalid() {
    LeasedNodeStatusReporter misnamed = reporter(NodeConfig.defaults("Not A Name"));

    CompletableFuture<Node> first = misnamed.start().toCompletableFuture();
    time.runReady();

    assertThatThrownBy(first::join).hasCauseInstanceOf(ApiException.class);
  }

  @Test
  void endsWithNothingLeftToRun() {
    reporter.start();
    time.advance(Duration.ofSeconds(25));
    String version = node().metadata().resourceVersion();
    Instant renewed = lease().spec().renewTime();

    reporter.close();
    reporter.close();
    time.advance(Duration.ofSeconds(600));

    assertThat(time.pending()).isZero();
    assertThat(node().metadata().resourceVersion()).isEqualTo(version);
    assertThat(lease().spec().renewTime()).isEqualTo(renewed);
  }

  @Test
  void doesNotBeginAfterItWasClosed() {
    reporter.close();
    CompletableFuture<Node> first = reporter.start().toCompletableFuture();
    time.advance(Duration.ofSeconds(60));

    assertThat(first).isNotDone();
    assertThat(api.find(ResourceType.NODE, "", "node1")).isEmpty();
    assertThat(events()).isEmpty();
  }

  @Test
  @Row({"K18-05", "K20-03"})
  void isNotReadyWhileAnotherPartOfTheNodeSaysSo() {
    List<String> faults = new ArrayList<>();
    List<ObservedImage> images = new ArrayList<>();
    LeasedNodeStatusReporter telling =
        LeasedNodeStatusReporter.create(
            NodeConfig.defaults("node1"),
            new LeasedNodeStatusReporter.Parts(
                loop,
                pool,
                api,
                this::runtimeVersion,
                machine,
                events,
                () -> List.copyOf(images),
                () -> List.copyOf(faults)));
    telling.start();
    time.runReady();
    assertThat(ready().status()).isEqualTo("True");

    faults.add("PLEG is not healthy: x");
    images.add(new ObservedImage("sha256:1", 7, List.of("image:1"), "", ""));
    time.advance(Duration.ofSeconds(10));
    assertThat(ready().status()).isEqualTo("False");
    assertThat(ready().reason()).isEqualTo("KubeletNotReady");
    assertThat(ready().message()).isEqualTo("PLEG is not healthy: x");

    faults.clear();
    time.advance(Duration.ofSeconds(30));
    assertThat(ready().status()).isEqualTo("True");
    assertThat(node().status().images()).extracting(ContainerImage::sizeBytes).containsExactly(7L);
    telling.close();
  }

  private LeasedNodeStatusReporter reporter() {
    return reporter(NodeConfig.defaults("node1"));
  }

  private LeasedNodeStatusReporter reporter(NodeConfig config) {
    return LeasedNodeStatusReporter.create(
        config,
        new LeasedNodeStatusReporter.Parts(loop, pool, api, this::runtimeVersion, machine, events));
  }

  private RuntimeVersion runtimeVersion() {
    if (!runtimeAnswers) {
      throw new ContainerRuntimeException(
          ContainerRuntimeException.Kind.TRANSIENT, "the engine does not answer");
    }
    return new RuntimeVersion("fake", "1.0");
  }

  private Node node() {
    return api.get(ResourceType.NODE, "", "node1");
  }

  private Lease lease() {
    return api.get(ResourceType.LEASE, "kube-node-lease", "node1");
  }

  private NodeCondition ready() {
    return condition("Ready");
  }

  private NodeCondition condition(String type) {
    return NodeConditions.find(node().status().conditions(), type).orElseThrow();
  }

  private List<Event> events() {
    return api.list(Query.of(ResourceType.EVENT)).items();
  }

  private List<String> reasons() {
    return events().stream().map(Event::reason).toList();
  }

  private static final class ScriptedMachine implements Machine {
    private PressureSignals signals = Samples.CALM;

    @Override
    public MachineFacts facts() {
      return Samples.FACTS;
    }

    @Override
    public PressureSignals pressure() {
      return signals;
    }
  }
}

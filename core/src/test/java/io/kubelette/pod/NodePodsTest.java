package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualIoPool;
import io.kubelette.loop.ManualTime;
import io.kubelette.loop.Trip;
import io.kubelette.model.EmptyDirVolumeSource;
import io.kubelette.model.NodeSystemInfo;
import io.kubelette.model.NodeSystemInfoBuilder;
import io.kubelette.model.Pod;
import io.kubelette.model.PodStatus;
import io.kubelette.model.Quantity;
import io.kubelette.model.Volume;
import io.kubelette.model.VolumeBuilder;
import io.kubelette.runtime.Machine;
import io.kubelette.runtime.MachineFacts;
import io.kubelette.runtime.PressureSignals;
import io.kubelette.runtime.PressureThresholds;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a node does with its pods as a whole: rejection, preemption, eviction, its own end. */
final class NodePodsTest {

  private static final NodeSystemInfo SYSTEM = NodeSystemInfoBuilder.builder().build();

  private final ManualTime time = ManualTime.at(Scene.NOW);
  private final ManualEventLoop loop = ManualEventLoop.on(time);
  private final ManualIoPool pool = ManualIoPool.on(time);
  private final RecordedRuntime runtime = new RecordedRuntime(time);
  private final RecordedReports reports = new RecordedReports();
  private final LoopPodManager manager =
      LoopPodManager.start(
          Scene.NODE, Scene.CONFIG, new LoopPodManager.Parts(loop, pool, runtime, reports));

  /** A pod as its source tells it, whose one container asks for that much. */
  private static Pod pod(String name, String requests) {
    Pod pod = NodeFitTest.asking(name, requests);
    return pod.withStatus(PodStatus.EMPTY.withPhase("Pending").withQosClass("Burstable"))
        .withSpec(
            pod.spec()
                .withContainers(
                    pod.spec().containers().stream()
                        .map(c -> c.withName("a").withImagePullPolicy("IfNotPresent"))
                        .toList())
                .withRestartPolicy("Always")
                .withTerminationGracePeriodSeconds(30L));
  }

  private static Pod critical(String name, String requests) {
    Pod pod = pod(name, requests);
    return pod.withSpec(pod.spec().withPriority(2_000_000_000));
  }

  private void run(Pod... pods) {
    manager.nodeIs(NodeFitTest.node());
    for (Pod pod : pods) {
      manager.desire(pod);
    }
    manager.sourcesReady();
    time.runReady();
  }

  @Test
  @Row({"K02-01", "K02-07"})
  void aRejectedPodFailsAndNoneOfItsContainersEverStarts() {
    run(pod("big", "cpu: \"3\""));
    time.advance(Duration.ofMinutes(10));
    assertThat(runtime.calls()).isEmpty();
    assertThat(reports.events()).containsExactly("OutOfcpu");
    assertThat(reports.statuses())
        .singleElement()
        .isEqualTo(
            PodStatus.EMPTY
                .withPhase("Failed")
                .withReason("OutOfcpu")
                .withMessage(
                    "Pod was rejected: Node didn't have enough resource: cpu, requested: 3000,"
                        + " used: 0, capacity: 2000")
                .withQosClass("Burstable")
                .withStartTime(Scene.NOW));
    assertThat(reports.deleted()).isEmpty();
  }

  @Test
  void aRejectedPodStaysAsItIsWhenTheNodeStartsAgain() {
    Pod big = pod("big", "cpu: \"3\"");
    run(big.withStatus(big.status().withPhase("Failed").withReason("OutOfcpu")));
    assertThat(runtime.calls()).isEmpty();
    assertThat(reports.statuses()).isEmpty();
    assertThat(reports.events()).isEmpty();
  }

  @Test
  @Row("K02-03")
  void aCriticalPodTakesThePlaceOfAnother() {
    run(pod("victim", "cpu: \"2\""));
    assertThat(runtime.running()).containsExactly("victim/a-0");
    run(critical("critical", "cpu: \"1\""));
    time.advance(Duration.ofMinutes(1));
    assertThat(runtime.running()).containsExactly("critical/a-0");
    assertThat(reports.told())
        .contains("Warning Preempting: Preempted in order to admit critical pod");
    PodStatus left =
        reports.statuses().stream()
            .filter(status -> "Preempting".equals(status.reason()))
            .findFirst()
            .orElseThrow();
    assertThat(left.phase()).isEqualTo("Failed");
    assertThat(left.message()).isEqualTo("Preempted in order to admit critical pod");
    assertThat(disruption(left))
        .isEqualTo(
            "TerminationByKubelet: Pod was preempted by Kubelet to accommodate a critical pod.");
  }

  private static String disruption(PodStatus status) {
    return status.conditions().stream()
        .filter(condition -> "DisruptionTarget".equals(condition.type()))
        .map(condition -> condition.reason() + ": " + condition.message())
        .findFirst()
        .orElse("");
  }

  @Test
  @Row({"K18-04", "K00-21", "K08-06"})
  void aNodeThatIsShortOfMemoryLosesOnePodInEachPass() {
    run(pod("one", "cpu: 100m"), pod("two", "cpu: 100m"), critical("keep", "cpu: 100m"));
    List<String> told = new ArrayList<>();
    PressureSignals[] signals = {new PressureSignals(Quantity.parse("50Mi"), null, null)};
    Evictions evictions =
        Evictions.start(
            new Evictions.Parts(
                "owner",
                manager,
                machine(signals),
                PressureThresholds.defaults(),
                Optional.empty(),
                VolumeUsage.unknown(),
                told::add),
            Scene.CONFIG.eviction(),
            new Trip.Route(loop, pool, Duration.ofSeconds(30)));
    time.advance(Duration.ofSeconds(9));
    assertThat(runtime.running()).hasSize(3);
    time.advance(Duration.ofSeconds(3));
    assertThat(told).containsExactly("memory");
    assertThat(runtime.running()).hasSize(2);
    time.advance(Duration.ofSeconds(30));
    assertThat(runtime.running()).containsExactly("keep/a-0");
    assertThat(reports.events()).contains("Evicted");
    assertThat(reports.statuses())
        .filteredOn(status -> "Evicted".equals(status.reason()))
        .hasSize(2)
        .allSatisfy(
            status -> {
              assertThat(status.phase()).isEqualTo("Failed");
              assertThat(status.message())
                  .isEqualTo(
                      "The node was low on resource: memory. Threshold quantity: 100Mi,"
                          + " available: 50Mi. ");
              assertThat(disruption(status)).startsWith("TerminationByKubelet: ");
            });
    assertThat(reports.deleted()).as("the objects stay").isEmpty();
    evictions.close();
    manager.close();
    time.runReady();
    assertThat(time.pending()).isZero();
  }

  @Test
  @Row("K18-04")
  void ofANodeThatIsShortOfDiskThePodLeavesWhoseVolumesHoldMost() {
    Volume scratch = VolumeBuilder.builder().name("scratch").emptyDir(EMPTY_DIR).build();
    UnaryOperator<Pod> writing = pod -> pod.withSpec(pod.spec().withVolumes(List.of(scratch)));
    run(writing.apply(pod("one", "cpu: 100m")), writing.apply(pod("two", "cpu: 100m")));
    Map<String, Long> held = Map.of("one", 1_000L, "two", 2_000_000L);
    Evictions evictions =
        Evictions.start(
            new Evictions.Parts(
                "owner",
                manager,
                machine(
                    new PressureSignals[] {
                      new PressureSignals(null, Quantity.parse("100Mi"), null)
                    }),
                PressureThresholds.defaults(),
                Optional.empty(),
                (uid, volume) -> volume.equals("scratch") ? held.get(uid) : 0,
                resource -> assertThat(resource).isEqualTo("ephemeral-storage")),
            Scene.CONFIG.eviction(),
            new Trip.Route(loop, pool, Duration.ofSeconds(30)));
    time.advance(Duration.ofSeconds(12));
    assertThat(runtime.running()).containsExactly("one/a-0");
    assertThat(reports.statuses())
        .filteredOn(status -> "Evicted".equals(status.reason()))
        .first()
        .extracting(PodStatus::message)
        .asString()
        .startsWith("The node was low on resource: ephemeral-storage. Threshold quantity: 1Gi");
    evictions.close();
  }

  private static final EmptyDirVolumeSource EMPTY_DIR = new EmptyDirVolumeSource(null, null);

  @Test
  @Row("K18-04")
  void aShortageThatMayLastMakesNoPodLeaveBeforeItHasAndThenGivesItTime() {
    run(pod("one", "cpu: 100m"));
    runtime.ignoresTerm("one/a-0");
    List<String> told = new ArrayList<>();
    PressureSignals low = new PressureSignals(Quantity.parse("150Mi"), null, null);
    PressureSignals enough = new PressureSignals(Quantity.parse("300Mi"), null, null);
    PressureSignals[] signals = {low};
    Evictions evictions = softEvictions(signals, Duration.ofSeconds(8), told);
    time.advance(Duration.ofSeconds(31));
    signals[0] = enough;
    time.advance(Duration.ofSeconds(10));
    signals[0] = low;
    time.advance(Duration.ofSeconds(30));
    assertThat(told).as("a break begins it anew").isEmpty();

    time.advance(Duration.ofSeconds(10));
    assertThat(told).containsExactly("memory");
    assertThat(runtime.running()).hasSize(1);
    time.advance(Duration.ofSeconds(6));
    assertThat(runtime.running()).as("it has eight seconds").hasSize(1);
    time.advance(Duration.ofSeconds(3));
    assertThat(runtime.running()).isEmpty();
    assertThat(reports.statuses())
        .filteredOn(status -> "Evicted".equals(status.reason()))
        .first()
        .extracting(PodStatus::message)
        .isEqualTo(
            "The node was low on resource: memory. Threshold quantity: 200Mi, available: 150Mi. ");
    evictions.close();
  }

  /** Soft below 200Mi, after half a minute. */
  private Evictions softEvictions(
      PressureSignals[] signals, Duration maxPodGrace, List<String> told) {
    PressureThresholds thresholds =
        PressureThresholds.defaults()
            .withSoft(
                new PressureThresholds.Soft(
                    Quantity.parse("200Mi"), 0, 0, Duration.ofSeconds(30), maxPodGrace));
    return Evictions.start(
        new Evictions.Parts(
            "owner",
            manager,
            machine(signals),
            thresholds,
            Optional.empty(),
            VolumeUsage.unknown(),
            told::add),
        Scene.CONFIG.eviction(),
        new Trip.Route(loop, pool, Duration.ofSeconds(30)));
  }

  @Test
  @Row("K18-04")
  void whereThereIsNoHurryAPodThatLeavesIsWaitedFor() {
    run(pod("one", "cpu: 100m"));
    run(pod("two", "cpu: 100m"));
    runtime.ignoresTerm("one/a-0");
    runtime.ignoresTerm("two/a-0");
    PressureSignals[] low = {new PressureSignals(Quantity.parse("150Mi"), null, null)};
    List<String> told = new ArrayList<>();
    Evictions evictions = softEvictions(low, Duration.ofSeconds(25), told);

    time.advance(Duration.ofSeconds(41));
    assertThat(told).containsExactly("memory");
    time.advance(Duration.ofSeconds(14));
    assertThat(told).as("one leaves, and takes its time").containsExactly("memory");
    assertThat(runtime.running()).hasSize(2);

    time.advance(Duration.ofMinutes(2));
    assertThat(runtime.running()).isEmpty();
    evictions.close();
  }

  @Test
  @Row("K18-04")
  void anEvictedPodGetsTheShortestGrace() {
    run(pod("one", "cpu: 100m"));
    runtime.ignoresTerm("one/a-0");
    loop.execute(
        () ->
            manager.evict(
                new EvictionPlan.Eviction(
                    pod("one", "cpu: 100m"),
                    Ending.disrupted("Evicted", "full", Duration.ofSeconds(1)))));
    time.advance(Duration.ofMillis(1999));
    assertThat(runtime.running()).hasSize(1);
    time.advance(Duration.ofMillis(1));
    assertThat(runtime.running()).isEmpty();
  }

  private static Machine machine(PressureSignals[] signals) {
    return new Machine() {
      @Override
      public MachineFacts facts() {
        return new MachineFacts(
            "here",
            InetAddress.getLoopbackAddress(),
            Quantity.of(2),
            Quantity.parse("1Gi"),
            Quantity.parse("10Gi"),
            Map.of(),
            1000,
            SYSTEM);
      }

      @Override
      public PressureSignals pressure() {
        return signals[0];
      }
    };
  }

  @Test
  @Row("K11-10")
  void aShutdownEndsRegularPodsFirstAndCriticalOnesAfterThem() {
    run(pod("regular", "cpu: 100m"), critical("critical", "cpu: 100m"));
    runtime.ignoresTerm("regular/a-0");
    runtime.ignoresTerm("critical/a-0");
    CompletionStage<Void> over =
        manager.shutDown(new ShutdownConfig(Duration.ofSeconds(20), Duration.ofSeconds(10)));
    time.advance(Duration.ofMillis(19_999));
    assertThat(runtime.running()).hasSize(2);
    time.advance(Duration.ofMillis(1));
    assertThat(runtime.running()).containsExactly("critical/a-0");
    manager.desire(pod("late", "cpu: 100m"));
    time.advance(Duration.ofSeconds(10));
    assertThat(runtime.running()).isEmpty();
    assertThat(over.toCompletableFuture()).isCompleted();
    assertThat(manager.isShuttingDown()).isTrue();
    assertThat(reports.events()).contains("NodeShutdown");
    assertThat(reports.statuses())
        .filteredOn(status -> "Terminated".equals(status.reason()))
        .hasSize(2)
        .allSatisfy(
            status ->
                assertThat(status.message())
                    .isEqualTo("Pod was terminated in response to imminent node shutdown."));
  }

  @Test
  @Row("K11-10")
  void aShutdownOfAnEmptyNodeIsOverAtOnce() {
    run();
    CompletionStage<Void> over =
        manager.shutDown(new ShutdownConfig(Duration.ofSeconds(20), Duration.ofSeconds(10)));
    time.runReady();
    assertThat(over.toCompletableFuture()).isCompleted();
  }

  @Test
  @Row({"K18-05", "K00-07"})
  void aNodeThatCannotListItsPodsSaysSo() {
    run();
    assertThat(manager.fault()).isEmpty();
    runtime.script().down();
    time.advance(Duration.ofMinutes(3));
    assertThat(manager.fault()).isEmpty();
    time.advance(Duration.ofSeconds(5));
    assertThat(manager.fault())
        .contains("PLEG is not healthy: pleg was last seen active 3m5s ago; threshold is 3m0s");
  }

  @Test
  @Row("K01-08")
  void aStaticPodStartsWhenNothingIsLeftOfItsPredecessor() {
    run(manifest("one"));
    assertThat(runtime.running()).containsExactly("web/a-0");
    runtime.ignoresTerm("web/a-0");
    manager.release("one");
    manager.desire(manifest("two"));
    time.advance(Duration.ofSeconds(29));
    assertThat(runtime.running()).as("it has its own grace").containsExactly("web/a-0");
    runtime.calls();
    time.advance(Duration.ofSeconds(1));
    assertThat(runtime.calls())
        .startsWith("SIGKILL web/a-0", "removeSandbox web/sandbox-0", "remove web/a-0")
        .endsWith("create web/a-0", "start web/a-0");
    assertThat(runtime.violations()).isEmpty();
  }

  private static Pod manifest(String uid) {
    Pod pod = pod("web", "cpu: 100m");
    return pod.withMetadata(
        pod.metadata().withUid(uid).withAnnotations(Map.of(StaticPods.SOURCE, "file")));
  }
}

package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualIoPool;
import io.kubelette.loop.ManualTime;
import io.kubelette.model.Container;
import io.kubelette.model.PersistentVolumeClaimVolumeSource;
import io.kubelette.model.Pod;
import io.kubelette.model.PodSpec;
import io.kubelette.model.Volume;
import io.kubelette.model.VolumeBuilder;
import io.kubelette.model.VolumeMount;
import io.kubelette.model.VolumeMountBuilder;
import io.kubelette.pod.volume.AllowedHostPaths;
import io.kubelette.pod.volume.NodeFiles;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.RuntimeEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pods of a node over its starts and ends, in time that the test moves. */
final class LoopPodManagerTest {

  private final ManualTime time = ManualTime.at(Scene.NOW);
  private final RecordedRuntime runtime = new RecordedRuntime(time);
  private final RecordedReports reports = new RecordedReports();
  private Duration latency = Duration.ZERO;

  @AfterEach
  void neverRanTwoAttemptsAtOnce() {
    assertThat(runtime.violations()).isEmpty();
  }

  private LoopPodManager start() {
    return start(Scene.NODE);
  }

  private LoopPodManager start(PodNode node) {
    return LoopPodManager.start(
        node,
        Scene.CONFIG,
        new LoopPodManager.Parts(
            ManualEventLoop.on(time), ManualIoPool.on(time, () -> latency), runtime, reports));
  }

  private LoopPodManager start(NodeFiles files) {
    return LoopPodManager.start(
        Scene.NODE,
        Scene.CONFIG,
        new LoopPodManager.Parts(
            ManualEventLoop.on(time),
            ManualIoPool.on(time, () -> latency),
            runtime,
            reports,
            new Surroundings(Surroundings.none().objects(), files)));
  }

  private NodeFiles filesIn(Path root) {
    return new NodeFiles(root, Surroundings.none().objects(), time, AllowedHostPaths.anywhere());
  }

  private static Pod pod(String name) {
    PodIdentity identity = new PodIdentity("owner", "uid-" + name, "default", name);
    return new Pod(Scene.metadataOf(identity), Scene.specOf("a"), null);
  }

  private static Pod deleted(Pod pod) {
    return pod.withMetadata(
        pod.metadata().withDeletionTimestamp(Scene.NOW).withDeletionGracePeriodSeconds(30L));
  }

  private void settle() {
    time.runReady();
  }

  /** A manager that runs pod web, its earlier calls forgotten. */
  private LoopPodManager runningWeb() {
    LoopPodManager manager = start();
    manager.desire(pod("web"));
    manager.sourcesReady();
    settle();
    assertThat(runtime.running()).containsExactly("web/a-0");
    runtime.calls();
    return manager;
  }

  /** What runs when a node has been left without its manager. */
  private void leaveWebRunning() {
    runningWeb().close();
    settle();
    runtime.calls();
  }

  @Test
  void closeLeavesWhatRunsAndNothingToDo() {
    LoopPodManager manager = runningWeb();

    manager.close();
    manager.close();
    time.advance(Duration.ofHours(1));

    assertThat(runtime.running()).containsExactly("web/a-0");
    assertThat(runtime.calls()).isEmpty();
    assertThat(runtime.listeners()).isZero();
    assertThat(time.pending()).isZero();
  }

  @Test
  void closeInTheMiddleOfEverythingLeavesNothingToDo() {
    latency = Duration.ofSeconds(1);
    LoopPodManager manager = start();
    manager.desire(pod("web"));
    for (int i = 0; i < 10; i++) {
      runtime.tell("owner", RuntimeEvent.relist());
      time.advance(Duration.ofMillis(300));
    }

    manager.close();
    time.advance(Duration.ofSeconds(1));

    assertThat(time.pending()).isZero();
    runtime.calls();
    time.advance(Duration.ofHours(1));
    assertThat(runtime.calls()).isEmpty();
  }

  @Test
  @Row("K18-06")
  void adoptsWhatRunsWithoutARestart() {
    leaveWebRunning();

    LoopPodManager next = start();
    next.desire(pod("web"));
    next.sourcesReady();
    time.advance(Duration.ofMinutes(5));

    assertThat(runtime.calls()).isEmpty();
    assertThat(runtime.running()).containsExactly("web/a-0");
    assertThat(reports.last().phase()).isEqualTo("Running");
  }

  @Test
  @Row({"K14-12", "K01-02"})
  void filesThatNoSourceNamesGoOnceAllHaveSpoken(@TempDir Path root) throws IOException {
    Path gone = Files.createDirectories(root.resolve("pods/uid-gone/volumes/v"));
    Path kept = Files.createDirectories(root.resolve("pods/uid-web/volumes/v"));
    LoopPodManager manager = start(filesIn(root));
    manager.desire(pod("web"));
    time.advance(Duration.ofMinutes(1));
    assertThat(gone).as("a source may be late").isDirectory();

    manager.sourcesReady();
    time.advance(Duration.ofMinutes(1));

    assertThat(root.resolve("pods/uid-gone")).doesNotExist();
    assertThat(kept).isDirectory();
    assertThat(runtime.running()).containsExactly("web/a-0");
    assertThat(reports.deleted()).as("nobody knows its name").isEmpty();
    manager.close();
    settle();
    assertThat(time.pending()).isZero();
  }

  @Test
  @Row({"K14-07", "K18-06"})
  void whatRunsSinceAnEarlierLifeKeepsOthersOutOfTheFoldersThatItWritesTo(@TempDir Path root) {
    LoopPodManager first = start(filesIn(root));
    first.desire(claiming("web", null));
    settle();
    assertThat(runtime.running()).containsExactly("web/a-0");
    first.close();
    settle();

    LoopPodManager next = start(filesIn(root));
    next.desire(claiming("inner", "x"));
    settle();
    assertThat(runtime.running()).containsExactly("web/a-0");
    assertThat(reports.events()).contains("Failed");

    next.sourcesReady();
    time.advance(Duration.ofMinutes(1));
    assertThat(runtime.running()).containsExactly("inner/a-0");
  }

  private static Pod claiming(String name, @Nullable String subPath) {
    Volume volume =
        VolumeBuilder.builder()
            .name("v")
            .persistentVolumeClaim(new PersistentVolumeClaimVolumeSource("shared", null))
            .build();
    VolumeMount mount =
        VolumeMountBuilder.builder().name("v").mountPath("/v").subPath(subPath).build();
    PodSpec spec = Scene.specOf("a");
    Container mounting = spec.containers().get(0).withVolumeMounts(List.of(mount));
    return pod(name).withSpec(spec.withContainers(List.of(mounting)).withVolumes(List.of(volume)));
  }

  @Test
  @Row("K16-03")
  void theMissingDnsOfTheClusterIsToldOfTheNodeOnce() {
    LoopPodManager manager = start();
    manager.desire(pod("own").withSpec(Scene.specOf("a").withDnsPolicy("Default")));
    settle();
    assertThat(reports.nodeEvents()).isEmpty();
    manager.desire(pod("one").withSpec(Scene.specOf("a").withDnsPolicy("ClusterFirst")));
    manager.desire(pod("two").withSpec(Scene.specOf("a").withDnsPolicy("ClusterFirst")));
    settle();

    assertThat(reports.nodeEvents())
        .containsExactly(
            "MissingClusterDNS: kubelet does not have ClusterDNS IP configured and cannot create"
                + " Pod using \"ClusterFirst\" policy. Falling back to \"Default\" policy.");
  }

  @Test
  @Row({"K18-06", "K18-01", "K00-19"})
  void countsOnFromWhatItAdopts() {
    LoopPodManager first = runningWeb();
    runtime.exit("web/a-0", 1);
    settle();
    first.close();
    settle();
    runtime.exit("web/a-1", 1);
    runtime.calls();

    start().desire(pod("web"));
    settle();

    assertThat(runtime.calls())
        .containsExactly("remove web/a-0", "create web/a-2", "start web/a-2");
    assertThat(reports.last().containerStatuses().get(0).restartCount()).isEqualTo(2);
  }

  @Test
  @Row({"K18-06", "K01-02", "K11-08"})
  void endsOrphansOnlyWhenAllSourcesHaveSpoken() {
    leaveWebRunning();
    LoopPodManager next = start();
    time.advance(Duration.ofMinutes(5));
    assertThat(runtime.calls()).isEmpty();

    next.sourcesReady();
    settle();

    assertThat(runtime.calls())
        .containsExactly("TERMINATE web/a-0", "removeSandbox web/sandbox-0", "remove web/a-0");
    assertThat(reports.deleted()).as("nobody knows it").isEmpty();
  }

  @Test
  void endsOrphansThatAreListedAfterAllSourcesHaveSpoken() {
    leaveWebRunning();

    start().sourcesReady();
    settle();

    assertThat(runtime.isEmpty()).isTrue();
  }

  @Test
  @Row({"K18-06", "K01-02"})
  void aPodThatIsNamedLateIsNoOrphan() {
    leaveWebRunning();
    LoopPodManager next = start();
    time.advance(Duration.ofMinutes(1));

    next.desire(pod("web"));
    next.sourcesReady();
    time.advance(Duration.ofMinutes(1));

    assertThat(runtime.calls()).isEmpty();
    assertThat(runtime.running()).containsExactly("web/a-0");
  }

  @Test
  void leavesThePodsOfOtherOwnersAlone() {
    leaveWebRunning();

    LoopPodManager other = start(new PodNode("other", "node-2", "10.0.0.2", "fake"));
    other.sourcesReady();
    other.drain();
    time.advance(Duration.ofMinutes(1));

    assertThat(runtime.calls()).isEmpty();
    assertThat(runtime.running()).containsExactly("web/a-0");
  }

  @Test
  void drainCompletesWhenNothingIsLeft() {
    LoopPodManager manager = runningWeb();
    manager.desire(pod("api"));
    settle();
    runtime.ignoresTerm("web/a-0");

    CompletableFuture<Void> drained = manager.drain().toCompletableFuture();
    settle();
    assertThat(runtime.running()).containsExactly("web/a-0");
    assertThat(drained).isNotDone();

    time.advance(Duration.ofSeconds(5));
    assertThat(runtime.isEmpty()).isTrue();
    assertThat(drained).isCompleted();
  }

  @Test
  void drainTakesAlongWhatAnEarlierLifeLeft() {
    leaveWebRunning();

    CompletableFuture<Void> drained = start().drain().toCompletableFuture();
    settle();

    assertThat(runtime.isEmpty()).isTrue();
    assertThat(drained).isCompleted();
  }

  @Test
  void drainWaitsForAnEngineThatDoesNotAnswer() {
    LoopPodManager manager = start();
    settle();
    runtime.script().down();

    CompletableFuture<Void> drained = manager.drain().toCompletableFuture();
    time.advance(Duration.ofMinutes(1));
    assertThat(drained).isNotDone();

    runtime.script().up();
    time.advance(Duration.ofSeconds(10));
    assertThat(drained).isCompleted();
  }

  @Test
  void takesNoPodsWhileItDrains() {
    LoopPodManager manager = start();
    manager.drain();
    manager.desire(pod("web"));
    time.advance(Duration.ofMinutes(1));

    assertThat(runtime.calls()).isEmpty();
  }

  @Test
  @Row({"K18-05", "K00-07"})
  void seesWithinARelistWhatNoEventTold() {
    runningWeb();
    runtime.losesEvents();
    runtime.exit("web/a-0", 1);
    time.advance(Duration.ofSeconds(10));

    assertThat(runtime.running()).containsExactly("web/a-1");
  }

  @Test
  void makesAnewWhatVanishedWithoutATrace() {
    runningWeb();
    runtime.vanish();
    time.advance(Duration.ofSeconds(10));

    assertThat(runtime.calls())
        .containsExactly("runSandbox web/sandbox-0", "create web/a-1", "start web/a-1");
    assertThat(reports.last().containerStatuses().get(0).restartCount()).isOne();
  }

  @Test
  @Row("K18-05")
  void seesAtOnceWhatAGapInTheEventsHid() {
    runningWeb();
    runtime.losesEvents();
    runtime.exit("web/a-0", 1);

    runtime.tell("owner", RuntimeEvent.relist());
    settle();

    assertThat(runtime.running()).containsExactly("web/a-1");
  }

  @Test
  void aGapDuringAListingLeadsToOneMore() {
    runningWeb();
    latency = Duration.ofSeconds(1);
    runtime.tell("owner", RuntimeEvent.relist());
    settle();
    runtime.tell("owner", RuntimeEvent.relist());
    runtime.tell("owner", RuntimeEvent.relist());

    time.advance(Duration.ofSeconds(5));

    assertThat(runtime.listings()).isEqualTo(2);
  }

  @Test
  @Row("K18-07")
  void startsWhenTheEngineComesUpLater() {
    runtime.script().down();
    LoopPodManager manager = start();
    manager.desire(pod("web"));
    manager.sourcesReady();
    time.advance(Duration.ofMinutes(1));
    assertThat(runtime.calls()).isEmpty();
    assertThat(runtime.listeners()).isZero();

    runtime.script().up();
    time.advance(Duration.ofSeconds(10));

    assertThat(runtime.running()).containsExactly("web/a-0");
    assertThat(runtime.listeners()).isOne();
  }

  @Test
  void forgetsAPodThatIsGone() {
    LoopPodManager manager = runningWeb();

    manager.desire(deleted(pod("web")));
    settle();
    manager.release("uid-web");
    settle();

    assertThat(reports.deleted()).containsExactly("web");
    assertThat(runtime.isEmpty()).isTrue();
    assertThat(time.pending()).as("only the next relist").isOne();
  }

  @Row("K03-03")
  @Test
  void aPodThatIsNamedAgainWhileItEndsStartsAnew() {
    LoopPodManager manager = runningWeb();
    runtime.ignoresTerm("web/a-0");
    manager.release("uid-web");
    settle();

    manager.desire(pod("web"));
    settle();
    assertThat(runtime.calls()).containsExactly("TERMINATE web/a-0");

    time.advance(Duration.ofSeconds(5));
    assertThat(runtime.calls())
        .containsExactly(
            "SIGKILL web/a-0",
            "removeSandbox web/sandbox-0",
            "remove web/a-0",
            "runSandbox web/sandbox-0",
            "create web/a-0",
            "start web/a-0");
  }

  @Test
  void aPodThatIsNamedAgainAndDroppedAgainDoesNotStart() {
    LoopPodManager manager = runningWeb();
    manager.release("uid-web");
    manager.desire(pod("web"));
    manager.release("uid-web");
    time.advance(Duration.ofMinutes(1));

    assertThat(runtime.isEmpty()).isTrue();
  }

  @Test
  void aReleaseOfAnUnknownPodIsNothing() {
    LoopPodManager manager = runningWeb();

    manager.release("uid-unknown");
    settle();

    assertThat(runtime.running()).containsExactly("web/a-0");
  }

  @Test
  void hearsNothingAfterClose() {
    LoopPodManager manager = runningWeb();
    manager.close();
    settle();

    manager.desire(pod("api"));
    manager.release("uid-web");
    manager.drain();
    time.advance(Duration.ofMinutes(1));

    assertThat(runtime.calls()).isEmpty();
    assertThat(time.pending()).isZero();
  }
}

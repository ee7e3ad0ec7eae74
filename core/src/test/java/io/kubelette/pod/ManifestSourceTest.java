package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.TestCluster;
import io.kubelette.conformance.Row;
import io.kubelette.model.Pod;
import io.kubelette.model.TolerationBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of manifests, in time that the test moves. */
final class ManifestSourceTest {

  private static final StaticPods.Origin A = StaticPods.Origin.file(Path.of("/manifests/a.yaml"));
  private static final StaticPods.Origin B = StaticPods.Origin.file(Path.of("/manifests/b.yaml"));

  /** A shelf on which the test lays what it wants. */
  private static final class Table implements ManifestShelf {

    private final Map<StaticPods.Origin, List<Pod>> pods = new LinkedHashMap<>();
    private final Map<StaticPods.Origin, String> faults = new LinkedHashMap<>();
    private boolean away;
    private int reads;

    @Override
    public String name() {
      return "table";
    }

    @Override
    public Duration poll() {
      return ManifestConfig.defaults().files();
    }

    @Override
    public Content read() throws IOException {
      reads++;
      if (away) {
        throw new IOException("away");
      }
      return new Content(new LinkedHashMap<>(pods), new LinkedHashMap<>(faults));
    }
  }

  private final TestCluster cluster = TestCluster.create();
  private final Table table = new Table();
  private final ToldPods listener = new ToldPods();
  private final ManifestSource source =
      new ManifestSource(
          table,
          new ManifestSource.Parts(
              "node-1", cluster.api, ManifestConfig.defaults(), cluster.route));

  static Pod manifest(String name, String image) {
    return TestCluster.object(
        Pod.class,
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s}
        spec: {containers: [{name: main, image: "%s"}]}
        """
            .formatted(name, image));
  }

  private void follow() {
    source.follow(listener);
    cluster.time.runReady();
  }

  private void poll() {
    cluster.time.advance(Duration.ofSeconds(20));
  }

  @Test
  @Row("K01-05")
  void aManifestBecomesAPodOfItsNode() {
    table.pods.put(A, List.of(manifest("web", "a:1")));
    follow();
    assertThat(listener.told()).containsExactly("+web-node-1", "synced");
    Pod pod = listener.last();
    assertThat(pod.metadata().namespace()).isEqualTo("default");
    assertThat(pod.metadata().uid()).matches("[0-9a-f]{32}");
    assertThat(pod.metadata().creationTimestamp()).isNull();
    assertThat(pod.metadata().annotations())
        .containsEntry("kubernetes.io/config.source", "file")
        .containsEntry("kubernetes.io/config.hash", pod.metadata().uid())
        .containsEntry("kubernetes.io/config.seen", TestCluster.START.toString());
    assertThat(pod.spec().nodeName()).isEqualTo("node-1");
    assertThat(pod.spec().tolerations())
        .contains(TolerationBuilder.builder().operator("Exists").effect("NoExecute").build());
    assertThat(pod.spec().restartPolicy()).as("its defaults are filled in").isEqualTo("Always");
    assertThat(pod.status().phase()).isEqualTo("Pending");
    assertThat(StaticPods.isStatic(pod)).isTrue();
  }

  @Test
  @Row("K01-06")
  void aPodOfAPriorityClassThatTheApiDoesNotHaveRunsAllTheSame() {
    Pod manifest = manifest("web", "a:1");
    Pod urgent = manifest.withSpec(manifest.spec().withPriorityClassName("urgent").withPriority(5));
    table.pods.put(A, List.of(urgent));
    follow();
    assertThat(listener.told()).containsExactly("+web-node-1", "synced");
    assertThat(listener.last().spec().priority()).isEqualTo(5);
  }

  @Test
  @Row("K01-05")
  void theUidDependsOnManifestPlaceAndNodeUnlessItIsGiven() {
    Pod pod = manifest("web", "a:1");
    String uid = StaticPods.derived(pod, A, "n").metadata().uid();
    assertThat(StaticPods.derived(pod, A, "n").metadata().uid()).isEqualTo(uid);
    assertThat(StaticPods.derived(pod, B, "n").metadata().uid()).isNotEqualTo(uid);
    assertThat(StaticPods.derived(pod, A, "m").metadata().uid()).isNotEqualTo(uid);
    assertThat(StaticPods.derived(manifest("web", "a:2"), A, "n").metadata().uid())
        .isNotEqualTo(uid);
    assertThat(StaticPods.derived(pod, A, "Node-1").metadata().name()).isEqualTo("web-node-1");
    Pod own = pod.withMetadata(pod.metadata().withUid("mine").withNamespace("other"));
    assertThat(StaticPods.derived(own, A, "n").metadata().uid()).isEqualTo("mine");
    assertThat(StaticPods.derived(own, A, "n").metadata().namespace()).isEqualTo("other");
    Pod served = StaticPods.derived(pod, StaticPods.Origin.url(URI.create("http://x/")), "n");
    assertThat(served.spec().tolerations()).isEmpty();
    assertThat(served.metadata().annotations())
        .containsEntry("kubernetes.io/config.source", "http");
  }

  @Test
  @Row({"K01-01", "K00-10"})
  void eachReadingTellsTheDifference() {
    table.pods.put(A, List.of(manifest("web", "a:1")));
    follow();
    listener.told();
    poll();
    assertThat(listener.told()).as("nothing changed").isEmpty();
    table.pods.put(B, List.of(manifest("db", "b:1")));
    poll();
    assertThat(listener.told()).containsExactly("+db-node-1");
    table.pods.put(A, List.of(manifest("web", "a:2")));
    poll();
    assertThat(listener.told())
        .as("the old one goes before the new one comes")
        .containsExactly("-web-node-1", "+web-node-1");
    table.pods.remove(A);
    poll();
    assertThat(listener.told()).containsExactly("-web-node-1");
    assertThat(table.reads).isEqualTo(5);
  }

  @Test
  void aChangeUnderTheSameUidIsTheSamePod() {
    Pod pod = manifest("web", "a:1");
    Pod own = pod.withMetadata(pod.metadata().withUid("mine"));
    table.pods.put(A, List.of(own));
    follow();
    listener.told();
    table.pods.put(A, List.of(own.withSpec(manifest("web", "a:2").spec())));
    poll();
    assertThat(listener.told()).containsExactly("+web-node-1");
    assertThat(listener.last().spec().containers().get(0).image()).isEqualTo("a:2");
  }

  @Test
  @Row("K01-03")
  void whatIsNoGoodIsSkippedAndTheOthersRun() {
    table.faults.put(A, "no YAML");
    table.pods.put(B, List.of(manifest("Not_A_Name", "b:1")));
    table.pods.put(
        StaticPods.Origin.file(Path.of("/manifests/c")), List.of(manifest("web", "a:1")));
    follow();
    assertThat(listener.told()).containsExactly("+web-node-1", "synced");
  }

  @Test
  @Row("K01-03")
  void aFileThatTurnsBadEndsNoPodUntilItIsGone() {
    table.pods.put(A, List.of(manifest("web", "a:1")));
    follow();
    listener.told();
    table.pods.remove(A);
    table.faults.put(A, "half written");
    poll();
    table.faults.clear();
    table.pods.put(A, List.of(manifest("Not_A_Name", "a:1")));
    poll();
    assertThat(listener.told()).isEmpty();
    table.pods.clear();
    poll();
    assertThat(listener.told()).containsExactly("-web-node-1");
  }

  @Test
  @Row("K01-04")
  void whatCannotBeReadLeavesEverythingAsItIs() {
    table.away = true;
    follow();
    assertThat(listener.told()).as("it has not spoken").isEmpty();
    table.away = false;
    table.pods.put(A, List.of(manifest("web", "a:1")));
    poll();
    assertThat(listener.told()).containsExactly("+web-node-1", "synced");
    table.away = true;
    poll();
    assertThat(listener.told()).isEmpty();
  }

  @Test
  @Row("K01-05")
  void resourceClaimsAndTrustBundlesAreRefused() {
    Pod trusting =
        TestCluster.object(
            Pod.class,
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec:
              containers: [{name: main, image: "a:1"}]
              volumes:
                - name: v
                  projected: {sources: [{clusterTrustBundle: {name: ca, path: ca.pem}}]}
            """);
    assertThat(StaticPods.unservable(trusting)).isNotEmpty();
    assertThat(StaticPods.unservable(manifest("web", "a:1"))).isEmpty();
  }

  @Test
  void closeLeavesNothingToDo() {
    follow();
    source.close();
    source.close();
    cluster.time.runReady();
    assertThat(cluster.time.pending()).isZero();
  }
}

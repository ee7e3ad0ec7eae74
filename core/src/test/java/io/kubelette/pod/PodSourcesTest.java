package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.TestCluster;
import io.kubelette.conformance.Row;
import io.kubelette.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Sources together, and the one of the API. */
final class PodSourcesTest {

  private final List<String> told = new ArrayList<>();

  private final PodManager manager =
      new PodManager() {
        @Override
        public void desire(Pod pod) {
          told.add("+" + pod.metadata().name());
        }

        @Override
        public void endContainer(String podUid, String containerId) {}

        @Override
        public void removeContainers(String podUid) {}

        @Override
        public void release(String podUid) {
          told.add("-" + podUid);
        }

        @Override
        public void resetBackoff(String podUid) {}

        @Override
        public void sourcesReady() {
          told.add("ready");
        }

        @Override
        public CompletionStage<Void> drain() {
          return new CompletableFuture<>();
        }

        @Override
        public void close() {}
      };

  /** A source of which the test is the hand. */
  private static final class Puppet implements PodSource {

    private PodSource.Listener listener;
    private boolean closed;

    @Override
    public void follow(Listener who) {
      listener = who;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  @Row("K01-02")
  void allIsToldWhenEverySourceHasSpoken() {
    Puppet one = new Puppet();
    Puppet other = new Puppet();
    PodSources sources = PodSources.start(manager, List.of(one, other));
    one.listener.desire(ManifestSourceTest.manifest("web", "a:1"));
    one.listener.synced();
    other.listener.release("gone");
    assertThat(told).containsExactly("+web", "-gone");
    other.listener.synced();
    assertThat(told).endsWith("ready");
    sources.close();
    assertThat(one.closed && other.closed).isTrue();
  }

  @Test
  void nobodySpeaksForNoSource() {
    PodSources.start(manager, List.of());
    assertThat(told).containsExactly("ready");
  }

  @Test
  @Row("K01-01")
  void podsOfTheApiCannotPassForStaticOnesAndMirrorsAreNotRun() {
    TestCluster cluster = TestCluster.create();
    cluster.api.create(annotated("web", Map.of(StaticPods.SOURCE, "file")));
    cluster.api.create(annotated("mirror", Map.of(StaticPods.MIRROR, "x")));
    ToldPods listener = new ToldPods();
    var scope = new ApiPodSource.Scope("node-1", Duration.ofSeconds(30));
    ApiPodSource source = ApiPodSource.of(cluster.api, scope, cluster.route);
    source.follow(listener);
    cluster.time.runReady();
    assertThat(listener.told()).containsExactly("+web");
    assertThat(listener.last().metadata().annotations())
        .containsEntry("kubernetes.io/config.source", "api")
        .containsEntry("kubernetes.io/config.seen", TestCluster.START.toString());
    cluster.time.advance(Duration.ofSeconds(30));
    assertThat(listener.told()).containsExactly("synced");
    Pod web = cluster.api.get(io.kubelette.model.ResourceType.POD, "default", "web");
    cluster.api.updateStatus(web.withStatus(web.status().withMessage("new")));
    cluster.time.runReady();
    assertThat(listener.last().metadata().annotations())
        .as("when it was first seen")
        .containsEntry("kubernetes.io/config.seen", TestCluster.START.toString());
    source.close();
  }

  private static Pod annotated(String name, Map<String, String> annotations) {
    Pod pod = ManifestSourceTest.manifest(name, "a:1");
    return pod.withMetadata(pod.metadata().withAnnotations(annotations))
        .withSpec(pod.spec().withNodeName("node-1"));
  }
}

package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.DeleteOptions;
import io.kubelette.api.EventRecorder;
import io.kubelette.api.TestCluster;
import io.kubelette.conformance.Row;
import io.kubelette.model.EventSource;
import io.kubelette.model.Node;
import io.kubelette.model.Pod;
import io.kubelette.model.PodStatus;
import io.kubelette.model.ResourceType;
import io.kubelette.runtime.PodIdentity;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The mirrors of static pods, in time that the test moves. */
@Row("K01-07")
final class MirrorPodsTest {

  /** A source that tells what the test wants. */
  private static final class Told implements PodSource {

    private PodSource.Listener listener;

    @Override
    public void follow(Listener who) {
      listener = who;
    }

    @Override
    public void close() {}
  }

  private final TestCluster cluster = TestCluster.create();
  private final Told source = new Told();
  private final ToldPods manager = new ToldPods();
  private final MirrorPods mirrors =
      MirrorPods.create(
          cluster.api,
          "node-1",
          new ApiPodReports(
              cluster.api,
              EventRecorder.create(
                  cluster.api, cluster.route, new EventSource("kubelet", "node-1"))),
          cluster.route);

  @BeforeEach
  void begin() {
    cluster.api.create(
        TestCluster.object(Node.class, "apiVersion: v1\nkind: Node\nmetadata: {name: node-1}\n"));
    mirrors.mirrored(source).follow(manager);
    mirrors.start();
    cluster.time.runReady();
  }

  private static Pod pod(String image) {
    return StaticPods.derived(
        ManifestSourceTest.manifest("web", image),
        StaticPods.Origin.file(Path.of("/m/web.yaml")),
        "node-1");
  }

  private void tell(Pod pod) {
    source.listener.desire(pod);
    cluster.time.runReady();
  }

  private Optional<Pod> mirror() {
    return cluster.api.find(ResourceType.POD, "default", "web-node-1");
  }

  private Pod present() {
    return mirror().orElseThrow();
  }

  @Test
  void aStaticPodIsShownUnderItsOwnName() {
    tell(pod("a:1"));
    assertThat(manager.told()).containsExactly("+web-node-1");
    Pod mirror = present();
    assertThat(mirror.metadata().annotations())
        .containsEntry("kubernetes.io/config.mirror", pod("a:1").metadata().uid());
    assertThat(mirror.metadata().uid()).isNotEqualTo(pod("a:1").metadata().uid());
    assertThat(mirror.metadata().ownerReferences())
        .singleElement()
        .satisfies(
            owner -> {
              assertThat(owner.kind()).isEqualTo("Node");
              assertThat(owner.name()).isEqualTo("node-1");
              assertThat(owner.controller()).isTrue();
            });
    assertThat(mirror.spec().nodeName()).isEqualTo("node-1");
  }

  @Test
  void aMirrorThatIsDeletedComesBackWithItsStatus() {
    tell(pod("a:1"));
    PodIdentity identity =
        new PodIdentity("owner", pod("a:1").metadata().uid(), "default", "web-node-1");
    assertThat(mirrors.write(identity, PodStatus.EMPTY.withPhase("Running")))
        .isEqualTo(PodReports.Receipt.TAKEN);
    assertThat(present().status().phase()).isEqualTo("Running");
    String first = present().metadata().uid();

    cluster.api.delete(ResourceType.POD, "default", "web-node-1", DeleteOptions.now());
    cluster.time.runReady();
    assertThat(present().metadata().uid()).isNotEqualTo(first);
    assertThat(present().status().phase()).isEqualTo("Running");
    String second = present().metadata().uid();

    cluster.api.delete(ResourceType.POD, "default", "web-node-1", DeleteOptions.defaults());
    cluster.time.runReady();
    assertThat(present().metadata().uid()).isNotEqualTo(second);
    assertThat(present().metadata().deletionTimestamp()).isNull();
    assertThat(manager.told()).as("the static pod itself goes on").containsExactly("+web-node-1");
  }

  @Test
  void anotherDefinitionHasAnotherMirror() {
    tell(pod("a:1"));
    String first = present().metadata().uid();
    source.listener.release(pod("a:1").metadata().uid());
    tell(pod("a:2"));
    assertThat(present().metadata().uid()).isNotEqualTo(first);
    assertThat(present().spec().containers().get(0).image()).isEqualTo("a:2");
    source.listener.release(pod("a:2").metadata().uid());
    cluster.time.runReady();
    assertThat(mirror()).as("before all sources have spoken").isPresent();
    source.listener.synced();
    cluster.time.runReady();
    assertThat(mirror()).isEmpty();
  }

  @Test
  void withoutANodeThereIsNoMirror() {
    cluster.api.delete(ResourceType.NODE, "", "node-1", DeleteOptions.now());
    tell(pod("a:1"));
    assertThat(mirror()).isEmpty();
  }

  @Test
  @Row("K01-06")
  void whatRefersToTheApiRunsWithoutAMirror() {
    Pod pod = pod("a:1");
    tell(pod.withSpec(pod.spec().withServiceAccountName("robot")));
    assertThat(manager.told()).containsExactly("+web-node-1");
    assertThat(mirror()).isEmpty();
  }

  @Test
  void anotherPodOfThatNameIsLeftAlone() {
    Pod other = ManifestSourceTest.manifest("web-node-1", "b:1");
    cluster.api.create(other);
    source.listener.synced();
    tell(pod("a:1"));
    assertThat(present().spec().containers().get(0).image()).isEqualTo("b:1");
  }

  @Test
  void reportsOfOtherPodsGoToThePodsThemselves() {
    Pod other = cluster.api.create(ManifestSourceTest.manifest("other", "b:1"));
    PodIdentity identity =
        new PodIdentity("owner", String.valueOf(other.metadata().uid()), "default", "other");
    mirrors.write(identity, PodStatus.EMPTY.withPhase("Running"));
    assertThat(cluster.api.get(ResourceType.POD, "default", "other").status().phase())
        .isEqualTo("Running");
    assertThat(mirrors.delete(identity)).isEqualTo(PodReports.Receipt.TAKEN);
    assertThat(cluster.api.find(ResourceType.POD, "default", "other")).isEmpty();
  }

  @Test
  void closeLeavesNothingToDo() {
    tell(pod("a:1"));
    mirrors.close();
    cluster.time.runReady();
    assertThat(cluster.time.pending()).isZero();
  }
}

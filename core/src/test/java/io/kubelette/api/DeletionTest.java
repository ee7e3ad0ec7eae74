package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kubelette.conformance.Row;
import io.kubelette.model.ConfigMap;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.Pod;
import io.kubelette.model.PodKey;
import io.kubelette.model.ResourceType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeletionTest {

  private final TestCluster cluster = TestCluster.create();
  private final ApiServer api = cluster.api;

  @Test
  @Row("K11-01")
  void aPodOnANodeIsMarkedWithTheEndOfItsGrace() {
    createPod("here");
    Pod marked = delete(DeleteOptions.defaults());

    assertThat(marked.metadata().deletionGracePeriodSeconds()).isEqualTo(20);
    assertThat(marked.metadata().deletionTimestamp()).isEqualTo(TestCluster.START.plusSeconds(20));
    assertThat(exists()).isTrue();
  }

  @Test
  @Row("K11-01")
  void aPodOnNoNodeVanishesAtOnce() {
    createPod("");
    delete(DeleteOptions.defaults());
    assertThat(exists()).isFalse();
  }

  @Test
  void anEndedPodVanishesAtOnce() {
    Pod pod = createPod("here");
    api.updateStatus(pod.withStatus(pod.status().withPhase("Succeeded")));
    delete(DeleteOptions.defaults());
    assertThat(exists()).isFalse();
  }

  @Test
  void graceZeroLetsAPodVanishAtOnce() {
    createPod("here");
    delete(DeleteOptions.now());
    assertThat(exists()).isFalse();
  }

  @Test
  void theNodeEndsADeletionWithGraceZero() {
    createPod("here");
    delete(DeleteOptions.defaults());
    delete(DeleteOptions.now());
    assertThat(exists()).isFalse();
  }

  @Test
  void aSecondDeletionMayShortenTheGrace() {
    createPod("here");
    delete(DeleteOptions.defaults());
    cluster.time.advance(Duration.ofSeconds(3));
    Pod shortened = delete(DeleteOptions.defaults().withGracePeriod(Duration.ofSeconds(5)));

    assertThat(shortened.metadata().deletionGracePeriodSeconds()).isEqualTo(5);
    assertThat(shortened.metadata().deletionTimestamp())
        .isEqualTo(TestCluster.START.plusSeconds(5));
  }

  @Test
  @Row("K11-01")
  void aSecondDeletionCannotLengthenTheGrace() {
    createPod("here");
    Pod marked = delete(DeleteOptions.defaults());

    assertThat(delete(DeleteOptions.defaults().withGracePeriod(Duration.ofSeconds(60))))
        .isSameAs(marked);
    assertThat(delete(DeleteOptions.defaults())).isSameAs(marked);
  }

  @Test
  void finalizersHoldAnObjectUntilTheLastIsRemoved() {
    ConfigMap map = createMap(List.of("example.org/a", "example.org/b"));
    api.delete(ResourceType.CONFIG_MAP, "default", "a", DeleteOptions.defaults());
    ConfigMap held = api.get(ResourceType.CONFIG_MAP, "default", "a");

    assertThat(held.metadata().deletionTimestamp()).isEqualTo(TestCluster.START);
    ConfigMap one = api.update(finalizers(held, "example.org/b"));
    assertThat(api.find(ResourceType.CONFIG_MAP, "default", "a")).contains(one);
    api.update(finalizers(one));
    assertThat(api.find(ResourceType.CONFIG_MAP, "default", "a")).isEmpty();
    assertThat(map.metadata().deletionTimestamp()).isNull();
  }

  @Test
  void finalizersHoldAPodAfterItsGraceToo() {
    Pod pod = createPod("here");
    api.update(pod.withMetadata(pod.metadata().withFinalizers(List.of("example.org/a"))));
    delete(DeleteOptions.defaults());
    Pod stopped = delete(DeleteOptions.now());

    assertThat(stopped.metadata().deletionGracePeriodSeconds()).isZero();
    assertThat(exists()).isTrue();
    api.update(stopped.withMetadata(stopped.metadata().withFinalizers(List.of())));
    assertThat(exists()).isFalse();
  }

  @Test
  void removingFinalizersDoesNotEndTheGraceOfAPod() {
    Pod pod = createPod("here");
    api.update(pod.withMetadata(pod.metadata().withFinalizers(List.of("example.org/a"))));
    Pod marked = delete(DeleteOptions.defaults());
    api.update(marked.withMetadata(marked.metadata().withFinalizers(List.of())));
    assertThat(exists()).isTrue();
  }

  @Test
  void aDeletedObjectTakesNoNewFinalizers() {
    createMap(List.of("example.org/a"));
    api.delete(ResourceType.CONFIG_MAP, "default", "a", DeleteOptions.defaults());
    ConfigMap held = api.get(ResourceType.CONFIG_MAP, "default", "a");

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.update(finalizers(held, "example.org/a", "example.org/b")))
        .withMessageContaining(
            "metadata.finalizers: Forbidden: no new finalizers can be added if the object is being"
                + " deleted");
  }

  @Test
  void preconditionsMustHold() {
    Pod pod = createPod("here");
    assertConflict(DeleteOptions.now().ifUid("other"), "UID in precondition: other");
    assertConflict(
        DeleteOptions.now().ifResourceVersion("1"), "ResourceVersion in precondition: 1");
    delete(DeleteOptions.now().ifUid(String.valueOf(pod.metadata().uid())));
    assertThat(exists()).isFalse();
  }

  @Test
  void namespacesThatAreNeededStay() {
    assertForbidden(
        "default", "namespaces \"default\" is forbidden: this namespace may not be deleted");
  }

  @Test
  void anEmptyNamespaceVanishesAtOnceAndAnotherEndsFirst() {
    api.create(TestCluster.object("{apiVersion: v1, kind: Namespace, metadata: {name: team}}"));
    KubernetesObject map =
        TestCluster.object(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: team}}");
    api.create(map);

    api.delete(ResourceType.NAMESPACE, "", "team", DeleteOptions.defaults());
    assertThat(api.get(ResourceType.NAMESPACE, "", "team").status().phase())
        .isEqualTo("Terminating");
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.create(map.withMetadata(map.metadata().withName("b"))))
        .withMessage(
            "configmaps \"b\" is forbidden: unable to create new content in namespace team because"
                + " it is being terminated");
    assertThat(api.releaseNamespace("team")).isEmpty();

    api.delete(ResourceType.CONFIG_MAP, "team", "a", DeleteOptions.defaults());
    assertThat(api.releaseNamespace("team")).isPresent();
    assertThat(api.find(ResourceType.NAMESPACE, "", "team")).isEmpty();
  }

  private Pod createPod(String node) {
    Pod pod =
        api.create(
            TestCluster.object(
                Pod.class,
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  terminationGracePeriodSeconds: 20
                  containers: [{name: main, image: "web:1"}]
                """));
    return node.isEmpty() ? pod : api.bind(PodKey.of(pod), node);
  }

  private ConfigMap createMap(List<String> finalizers) {
    ObjectMeta metadata = ObjectMeta.EMPTY.withName("a").withFinalizers(finalizers);
    return api.create(
        TestCluster.object(
                ConfigMap.class, "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}")
            .withMetadata(metadata));
  }

  private static ConfigMap finalizers(ConfigMap map, String... finalizers) {
    return map.withMetadata(map.metadata().withFinalizers(List.of(finalizers)));
  }

  private Pod delete(DeleteOptions options) {
    return api.delete(ResourceType.POD, "default", "web", options);
  }

  private boolean exists() {
    return api.find(ResourceType.POD, "default", "web").isPresent();
  }

  private void assertConflict(DeleteOptions options, String what) {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> delete(options))
        .withMessageContaining(what)
        .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(ApiException.Kind.CONFLICT));
  }

  private void assertForbidden(String namespace, String message) {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(
            () -> api.delete(ResourceType.NAMESPACE, "", namespace, DeleteOptions.defaults()))
        .withMessage(message);
  }
}

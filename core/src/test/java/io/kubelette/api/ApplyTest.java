package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kubelette.model.KubernetesObject;
import io.kubelette.model.Pod;
import io.kubelette.model.PodKey;
import io.kubelette.model.ResourceType;
import io.kubelette.store.Revision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ApplyTest {

  private final TestCluster cluster = TestCluster.create();
  private final ApiServer api = cluster.api;

  @Test
  void createsThenLeavesThenConfigures() {
    assertThat(apply(pod("web:1"))).containsExactly("pod/web created");
    Revision revision = api.revision();
    assertThat(apply(pod("web:1"))).containsExactly("pod/web unchanged");
    assertThat(api.revision()).isEqualTo(revision);
    assertThat(apply(pod("web:2"))).containsExactly("pod/web configured");
  }

  @Test
  void anAppliedPodStaysOnItsNodeAndKeepsItsPullPolicy() {
    api.apply(List.of(pod("web:1")));
    api.bind(PodKey.of("default", "web"), "here");

    assertThat(apply(pod("web:1"))).containsExactly("pod/web unchanged");
    assertThat(apply(pod("web:latest"))).containsExactly("pod/web configured");
    Pod now = api.get(ResourceType.POD, "default", "web");
    assertThat(now.spec().nodeName()).isEqualTo("here");
    assertThat(now.spec().containers().get(0).imagePullPolicy()).isEqualTo("IfNotPresent");
  }

  @Test
  void labelsAreReplacedAndAnnotationsLaidOver() {
    Pod first = annotated(pod("web:1"), Map.of("mine", "1"));
    api.apply(List.of(first));
    Pod now = api.get(ResourceType.POD, "default", "web");
    api.update(annotated(labelled(now, Map.of("theirs", "x")), Map.of("theirs", "x")));
    api.apply(List.of(annotated(labelled(pod("web:1"), Map.of("app", "a")), Map.of("mine", "2"))));

    Pod last = api.get(ResourceType.POD, "default", "web");
    assertThat(last.metadata().labels()).isEqualTo(Map.of("app", "a"));
    assertThat(last.metadata().annotations()).isEqualTo(Map.of("theirs", "x", "mine", "2"));
  }

  @Test
  void objectsAreWrittenInTheOrderTheyNeedAndToldInTheOrderGiven() {
    assertThat(
            apply(
                TestCluster.object(
                    "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: team}}"),
                TestCluster.object("{apiVersion: v1, kind: Namespace, metadata: {name: team}}")))
        .containsExactly("configmap/a created", "namespace/team created");
  }

  @Test
  void nothingIsWrittenUnlessAllIsValid() {
    Revision before = api.revision();
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.apply(List.of(map("good"), map("Bad"), pod(""))))
        .withMessageMatching(
            "(?s)ConfigMap \"Bad\" is invalid: metadata.name: Invalid value: .*\n"
                + "Pod \"web\" is invalid: spec.containers\\[0\\].image: Required value")
        .satisfies(
            refusal ->
                assertThat(refusal.fieldErrors())
                    .extracting(FieldError::path)
                    .containsExactly("metadata.name", "spec.containers[0].image"));
    assertThat(api.revision()).isEqualTo(before);
  }

  @Test
  void aChangeOfAnImmutableFieldIsRefusedWithTheField() {
    api.apply(List.of(pod("web:1")));
    Pod changed = pod("web:1");
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(
            () -> api.apply(List.of(changed.withSpec(changed.spec().withHostname("other")))))
        .withMessageContaining("changed: spec.hostname");
  }

  @Test
  void theSameObjectTwiceIsRefused() {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.apply(List.of(map("a"), map("a"))))
        .withMessage("configmaps \"a\" is given twice");
  }

  @Test
  void aMissingNamespaceIsFoundBeforeAnythingIsWritten() {
    Revision before = api.revision();
    Pod lost = pod("web:1");
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(
            () ->
                api.apply(
                    List.of(map("a"), lost.withMetadata(lost.metadata().withNamespace("nowhere")))))
        .withMessage("namespaces \"nowhere\" not found");
    assertThat(api.revision()).isEqualTo(before);
  }

  private List<String> apply(KubernetesObject... objects) {
    return api.apply(List.of(objects)).objects().stream().map(Object::toString).toList();
  }

  private static Pod pod(String image) {
    return TestCluster.object(
        Pod.class,
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec: {containers: [{name: main, image: "%s"}]}
        """
            .formatted(image));
  }

  private static KubernetesObject map(String name) {
    return TestCluster.object(
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}}".formatted(name));
  }

  private static Pod labelled(Pod pod, Map<String, String> labels) {
    return pod.withMetadata(pod.metadata().withLabels(labels));
  }

  private static Pod annotated(Pod pod, Map<String, String> annotations) {
    return pod.withMetadata(pod.metadata().withAnnotations(annotations));
  }
}

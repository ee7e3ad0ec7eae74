package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.conformance.Row;
import io.kubelette.model.Pod;
import io.kubelette.model.Quantity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a resize may change. */
final class PodResizeTest {

  private static final String BEFORE = "{requests: {cpu: 1, memory: 1Gi}, limits: {memory: 2Gi}}";

  private final ApiServer api = TestCluster.create().api;

  private static Pod pod(String resources) {
    return TestCluster.object(
        Pod.class,
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: default}
        spec:
          initContainers: [{name: prepare, image: a, resources: %s}]
          containers: [{name: main, image: a, resources: %s}]
        """
            .formatted(BEFORE, resources));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{requests: {cpu: 2, memory: 1Gi}, limits: {memory: 2Gi}} |",
        "{requests: {cpu: 1, memory: 3Gi}, limits: {cpu: 4, memory: 3Gi}} |",
        "{requests: {cpu: 1, memory: 1Gi}, limits: {cpu: 1, memory: 1Gi}} |",
        "{requests: {cpu: 1, memory: 1Gi}} | spec.containers[0].resources.limits: Forbidden:"
            + " resource limits cannot be removed",
        "{requests: {memory: 1Gi}, limits: {memory: 2Gi}} | spec.containers[0].resources.requests:"
            + " Forbidden: resource requests cannot be removed",
        "{requests: {cpu: 1, memory: 3Gi}, limits: {memory: 2Gi}} |"
            + " must be less than or equal to memory limit of 2Gi",
        "{requests: {cpu: 1, memory: 1Gi, ephemeral-storage: 1}, limits: {memory: 2Gi}} |"
            + " only cpu and memory resources of containers and sidecars are mutable",
      })
  @Row("K15-11")
  void onlyAmountsOfCpuAndMemoryChange(String after, String fault) {
    Pod before = api.create(pod(BEFORE));
    if (fault == null) {
      Pod now = api.resize(pod(after).withMetadata(before.metadata()));
      assertThat(now.spec().containers().get(0).resources())
          .isEqualTo(PodDefaults.of(pod(after).spec()).containers().get(0).resources());
      assertThat(now.metadata().generation()).isEqualTo(2);
      assertThat(now.status()).isEqualTo(before.status());
    } else {
      assertThatThrownBy(() -> api.resize(pod(after))).hasMessageContaining(fault);
    }
  }

  @Test
  @Row("K15-11")
  void theClassOfServiceStays() {
    Pod guaranteed = pod("{limits: {cpu: 1, memory: 1Gi}}");
    Pod alone = guaranteed.withSpec(guaranteed.spec().withInitContainers(List.of()));
    api.create(alone);
    Pod wanted = pod("{requests: {cpu: 500m, memory: 1Gi}, limits: {cpu: 1, memory: 1Gi}}");
    assertThatThrownBy(
            () -> api.resize(wanted.withSpec(wanted.spec().withInitContainers(List.of()))))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("Pod QOS Class may not change as a result of resizing");
  }

  @Test
  @Row("K15-11")
  void aPlainUpdateOfResourcesIsRefused() {
    api.create(pod(BEFORE));
    Pod wanted = pod("{requests: {cpu: 2, memory: 1Gi}, limits: {memory: 2Gi}}");
    assertThatThrownBy(() -> api.update(wanted))
        .hasMessageContaining("pod updates may not change fields other than")
        .hasMessageContaining("changed: spec.containers[0].resources");
  }

  @Test
  void whatElseTheGivenPodSaysIsIgnored() {
    api.create(pod(BEFORE));
    Pod wanted = pod("{requests: {cpu: 2, memory: 1Gi}, limits: {memory: 2Gi}}");
    Pod now = api.resize(wanted.withSpec(wanted.spec().withNodeName("elsewhere")));
    assertThat(now.spec().nodeName()).isNull();
    assertThat(now.spec().containers().get(0).resources().requests().get("cpu"))
        .isEqualTo(Quantity.parse("2"));
  }

  @Test
  void anInitContainerThatIsNoSidecarKeepsItsOwn() {
    Pod before = api.create(pod(BEFORE));
    Pod wanted =
        before.withSpec(
            before
                .spec()
                .withInitContainers(
                    List.of(
                        before
                            .spec()
                            .initContainers()
                            .get(0)
                            .withResources(
                                pod("{limits: {cpu: 9, memory: 9Gi}}")
                                    .spec()
                                    .containers()
                                    .get(0)
                                    .resources()))));
    assertThatThrownBy(() -> api.resize(wanted))
        .hasMessageContaining("changed: spec.initContainers[0].resources");
  }

  @Test
  void aMirrorOfAStaticPodCannotBeResized() {
    Pod pod = pod(BEFORE);
    Pod mirror =
        pod.withMetadata(
            pod.metadata()
                .withAnnotations(java.util.Map.of("kubernetes.io/config.mirror", "digest")));
    api.create(mirror);
    assertThatThrownBy(
            () -> api.resize(pod("{requests: {cpu: 2, memory: 1Gi}, limits: {memory: 2Gi}}")))
        .hasMessageContaining("static pods cannot be resized");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{resourceName: cpu, restartPolicy: NotRequired}] |",
        "[{resourceName: gpu, restartPolicy: NotRequired}] | resizePolicy[0].resourceName",
        "[{resourceName: cpu, restartPolicy: Perhaps}] | resizePolicy[0].restartPolicy",
        "[{resourceName: cpu, restartPolicy: NotRequired}, {resourceName: cpu, restartPolicy:"
            + " NotRequired}] | Duplicate",
        "[{resourceName: cpu, restartPolicy: RestartContainer}] |"
            + " must be 'NotRequired' when `restartPolicy` is 'Never'",
      })
  void aResizePolicyIsChecked(String policy, String fault) {
    Pod pod =
        TestCluster.object(
            Pod.class,
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec:
              restartPolicy: Never
              containers: [{name: main, image: a, resizePolicy: %s}]
            """
                .formatted(policy));
    if (fault == null) {
      assertThat(api.create(pod).spec().containers().get(0).resizePolicy()).hasSize(1);
    } else {
      assertThatThrownBy(() -> api.create(pod)).hasMessageContaining(fault);
    }
  }
}

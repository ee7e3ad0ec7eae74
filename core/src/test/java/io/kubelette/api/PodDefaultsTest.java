package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.Container;
import io.kubelette.model.Pod;
import io.kubelette.model.PodSpec;
import io.kubelette.model.Probe;
import io.kubelette.model.Quantity;
import io.kubelette.model.Volume;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PodDefaultsTest {

  @Test
  void aPodGetsTheDefaultsOfKubernetes() {
    PodSpec spec = defaulted("containers: [{name: a, image: a}]");

    assertThat(spec.restartPolicy()).isEqualTo("Always");
    assertThat(spec.dnsPolicy()).isEqualTo("ClusterFirst");
    assertThat(spec.schedulerName()).isEqualTo("default-scheduler");
    assertThat(spec.terminationGracePeriodSeconds()).isEqualTo(30);
    assertThat(spec.enableServiceLinks()).isTrue();
    assertThat(spec.securityContext()).isNotNull();
  }

  @Test
  void aContainerGetsTheDefaultsOfKubernetes() {
    Container container =
        defaulted(
                """
                containers:
                - name: a
                  image: a:1
                  ports: [{containerPort: 80}]
                  env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]
                """)
            .containers()
            .get(0);

    assertThat(container.terminationMessagePath()).isEqualTo("/dev/termination-log");
    assertThat(container.terminationMessagePolicy()).isEqualTo("File");
    assertThat(container.imagePullPolicy()).isEqualTo("IfNotPresent");
    assertThat(container.ports().get(0).protocol()).isEqualTo("TCP");
    assertThat(container.env().get(0).valueFrom().fieldRef().apiVersion()).isEqualTo("v1");
  }

  @Test
  void initContainersGetThemToo() {
    PodSpec spec =
        defaulted("{initContainers: [{name: i, image: b}], containers: [{name: a, image: a}]}");
    assertThat(spec.initContainers().get(0).imagePullPolicy()).isEqualTo("Always");
  }

  @Test
  void aProbeGetsItsNumbersAndZeroCountsAsNotGiven() {
    Probe probe =
        defaulted(
                """
                containers:
                - name: a
                  image: a
                  livenessProbe: {httpGet: {port: 80}, periodSeconds: 0, timeoutSeconds: 5}
                """)
            .containers()
            .get(0)
            .livenessProbe();

    assertThat(probe.timeoutSeconds()).isEqualTo(5);
    assertThat(probe.periodSeconds()).isEqualTo(10);
    assertThat(probe.successThreshold()).isEqualTo(1);
    assertThat(probe.failureThreshold()).isEqualTo(3);
    assertThat(probe.httpGet().path()).isEqualTo("/");
    assertThat(probe.httpGet().scheme()).isEqualTo("HTTP");
  }

  @Test
  void requestsFollowLimitsUnlessGiven() {
    Container container =
        defaulted(
                """
                containers:
                - name: a
                  image: a
                  resources: {requests: {cpu: 1}, limits: {cpu: 2, memory: 1Gi}}
                """)
            .containers()
            .get(0);
    assertThat(container.resources().requests())
        .isEqualTo(Map.of("cpu", Quantity.parse("1"), "memory", Quantity.parse("1Gi")));
  }

  @Test
  void onTheHostNetworkEveryPortIsTheHosts() {
    PodSpec spec =
        defaulted(
            """
            hostNetwork: true
            containers: [{name: a, image: a, ports: [{containerPort: 80}]}]
            """);
    assertThat(spec.containers().get(0).ports().get(0).hostPort()).isEqualTo(80);
  }

  @Test
  void aVolumeThatIsNothingIsAnEmptyDirAndFilesHaveModes() {
    PodSpec spec =
        defaulted(
            """
            containers: [{name: a, image: a}]
            volumes:
            - name: nothing
            - {name: secret, secret: {secretName: s}}
            - {name: config, configMap: {name: c, defaultMode: 0400}}
            - {name: host, hostPath: {path: /}}
            - {name: all, projected: {sources: [{serviceAccountToken: {path: t}}]}}
            """);
    Volume nothing = spec.volumes().get(0);

    assertThat(nothing.emptyDir()).isNotNull();
    assertThat(spec.volumes().get(1).secret().defaultMode()).isEqualTo(0644);
    assertThat(spec.volumes().get(1).emptyDir()).isNull();
    assertThat(spec.volumes().get(2).configMap().defaultMode()).isEqualTo(0400);
    assertThat(spec.volumes().get(3).hostPath().type()).isEmpty();
    assertThat(
            spec.volumes()
                .get(4)
                .projected()
                .sources()
                .get(0)
                .serviceAccountToken()
                .expirationSeconds())
        .isEqualTo(3600);
  }

  @Test
  void defaultsAreFilledInOnce() {
    PodSpec once = defaulted("{hostNetwork: true, containers: [{name: a, image: a}]}");
    assertThat(PodDefaults.of(once)).isEqualTo(once);
  }

  @ParameterizedTest
  @CsvSource({
    "web, Always",
    "web:latest, Always",
    "web:1.0, IfNotPresent",
    "registry:5000/web, Always",
    "registry:5000/web:1, IfNotPresent",
    "registry:5000/web:latest, Always",
    "web@sha256:0123, IfNotPresent",
    "web:latest@sha256:0123, IfNotPresent",
  })
  @Row("K12-01")
  void thePullPolicyFollowsTheTag(String image, String policy) {
    assertThat(ContainerDefaults.pullPolicy(image)).isEqualTo(policy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          containers: [{name: a, image: a}]|BestEffort
          containers: [{name: a, image: a, resources: {requests: {cpu: 0}}}]|BestEffort
          containers: [{name: a, image: a, resources: {limits: {example.org/gpu: 1}}}]|BestEffort
          containers: [{name: a, image: a, resources: {requests: {cpu: 1}}}]|Burstable
          containers: [{name: a, image: a, resources: {limits: {cpu: 1}}}]|Burstable
          containers: [{name: a, image: a, resources: {limits: {cpu: 1, memory: 1Gi}}}]|Guaranteed
          containers: [{name: a, image: a, resources: {limits: {cpu: 1, memory: 1Gi}, requests: {cpu: 500m}}}]|Burstable
          containers: [{name: a, image: a, resources: {limits: {cpu: 1, memory: 1Gi}}}, {name: b, image: b}]|Burstable
          {initContainers: [{name: i, image: i}], containers: [{name: a, image: a, resources: {limits: {cpu: 1, memory: 1Gi}}}]}|Burstable
          {resources: {limits: {cpu: 1, memory: 1Gi}}, containers: [{name: a, image: a}]}|Guaranteed
          """)
  @Row("K15-03")
  void theClassOfServiceFollowsTheResources(String spec, String expected) {
    assertThat(QosClass.of(defaulted(spec))).isEqualTo(expected);
  }

  private static PodSpec defaulted(String spec) {
    Pod base = TestCluster.object(Pod.class, "{apiVersion: v1, kind: Pod, metadata: {name: web}}");
    return PodDefaults.of(TestPods.overlaid(base, spec).spec());
  }
}

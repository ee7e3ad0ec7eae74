package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kubelette.model.Bytes;
import io.kubelette.model.ConfigMap;
import io.kubelette.model.EndpointSlice;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.Namespace;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the kinds that have few of their own. */
final class OtherKindsTest {

  private final TestCluster cluster = TestCluster.create();
  private final ApiServer api = cluster.api;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {apiVersion: v1, kind: ConfigMap, metadata: {}}|ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required
          {apiVersion: v1, kind: ConfigMap, metadata: {name: A}}|ConfigMap "A" is invalid: metadata.name: Invalid value: "A": a lowercase RFC 1123 subdomain must
          {apiVersion: v1, kind: ConfigMap, metadata: {generateName: A-}}|metadata.generateName: Invalid value: "A-"
          {apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {"a b": c}}}|ConfigMap "a" is invalid: metadata.labels: Invalid value: "a b": name part must consist
          {apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {a: "b c"}}}|ConfigMap "a" is invalid: metadata.labels: Invalid value: "b c": a valid label must
          {apiVersion: v1, kind: ConfigMap, metadata: {name: a, annotations: {"/a": b}}}|ConfigMap "a" is invalid: metadata.annotations: Invalid value: "/a": prefix part must be non-empty
          {apiVersion: v1, kind: ConfigMap, metadata: {name: a, finalizers: ["a b"]}}|ConfigMap "a" is invalid: metadata.finalizers[0]: Invalid value: "a b"
          {apiVersion: v1, kind: ConfigMap, metadata: {name: a, ownerReferences: [{apiVersion: v1, kind: Pod, name: p}]}}|ConfigMap "a" is invalid: metadata.ownerReferences[0].uid: Invalid value: "": uid must not be empty
          {apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {"a b": c}}|ConfigMap "a" is invalid: data[a b]: Invalid value: "a b": a valid config key must
          {apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: c}, binaryData: {a: AAAA}}|ConfigMap "a" is invalid: data[a]: Invalid value: "a": duplicate of key present in binaryData
          {apiVersion: v1, kind: Secret, metadata: {name: a}, data: {"..": AAAA}}|Secret "a" is invalid: data[..]: Invalid value: "..": must not be '..'
          {apiVersion: v1, kind: Secret, metadata: {name: a}, type: kubernetes.io/tls, stringData: {tls.crt: a}}|Secret "a" is invalid: data[tls.key]: Required value
          {apiVersion: v1, kind: Namespace, metadata: {name: a.b}}|Namespace "a.b" is invalid: metadata.name: Invalid value: "a.b": a lowercase RFC 1123 label must
          {apiVersion: v1, kind: Node, metadata: {name: a, namespace: b}}|Node "a" is invalid: metadata.namespace: Forbidden: not allowed on this type
          {apiVersion: v1, kind: Node, metadata: {name: a}, spec: {taints: [{key: k, effect: Go}]}}|Node "a" is invalid: spec.taints[0].effect: Unsupported value: "Go"
          {apiVersion: coordination.k8s.io/v1, kind: Lease, metadata: {name: a}, spec: {leaseDurationSeconds: 0}}|Lease.coordination.k8s.io "a" is invalid: spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0
          {apiVersion: v1, kind: Event, metadata: {name: a}, involvedObject: {namespace: kube-system}}|Event "a" is invalid: involvedObject.namespace: Invalid value: "kube-system": does not match event.namespace
          {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: a}, addressType: Mine}|EndpointSlice.discovery.k8s.io "a" is invalid: addressType: Unsupported value: "Mine": supported values: "FQDN", "IPv4", "IPv6"
          {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: a}, addressType: IPv4, endpoints: [{}]}|endpoints[0].addresses: Required value: must contain at least 1 address
          {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: a}, addressType: IPv4, endpoints: [{addresses: [here]}]}|endpoints[0].addresses[0]: Invalid value: "here"
          {apiVersion: networking.k8s.io/v1, kind: IPAddress, metadata: {name: here}, spec: {parentRef: {resource: services, name: a}}}|IPAddress.networking.k8s.io "here" is invalid: metadata.name: Invalid value: "here": must be a valid IP address
          {apiVersion: networking.k8s.io/v1, kind: IPAddress, metadata: {name: 10.0.0.1}}|IPAddress.networking.k8s.io "10.0.0.1" is invalid: spec.parentRef: Required value
          """)
  void everyFaultIsNamed(String manifest, String fault) {
    KubernetesObject object = TestCluster.object(manifest);
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.create(object))
        .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(ApiException.Kind.INVALID))
        .withMessageContaining(fault);
  }

  @ParameterizedTest
  @MethodSource("typesWithStatus")
  <T extends KubernetesObject> void aStatusIsWrittenWhereDiscoverySaysSo(ResourceType<T> type) {
    byte[] body = "{\"metadata\":{\"name\":\"a\"}}".getBytes(StandardCharsets.UTF_8);
    T object = api.requests().decode(type, body, WriteOptions.FieldValidation.STRICT).object();
    assertThat(Rules.of(type).statusUpdated(object, object)).contains(object);
  }

  static Stream<ResourceType<?>> typesWithStatus() {
    return ResourceType.all().stream().filter(type -> type.subresource("status").isPresent());
  }

  @Test
  void dataBeyondAMebibyteIsRefused() {
    ConfigMap map =
        TestCluster.object(
            ConfigMap.class, "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}");
    api.create(map.withData(Map.of("a", "x".repeat(1024 * 1024))));
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.update(map.withData(Map.of("a", "x".repeat(1024 * 1024 + 1)))))
        .withMessageContaining("data: Too long: may not be more than 1048576 bytes");
  }

  @Test
  void aFrozenConfigMapKeepsItsData() {
    ConfigMap frozen =
        api.create(
            TestCluster.object(
                ConfigMap.class,
                """
                {apiVersion: v1, kind: ConfigMap, metadata: {name: a}, immutable: true,
                 data: {k: v}}
                """));
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.update(frozen.withData(Map.of("k", "w")).withImmutable(false)))
        .withMessage(
            "ConfigMap \"a\" is invalid: [immutable: Forbidden: field is immutable when `immutable`"
                + " is set, data: Forbidden: field is immutable when `immutable` is set]");
    api.update(frozen.withMetadata(frozen.metadata().withLabels(Map.of("a", "b"))));
  }

  @Test
  void textOfASecretBecomesDataAndItsTypeStays() {
    Secret secret =
        api.create(
            TestCluster.object(
                Secret.class,
                """
                {apiVersion: v1, kind: Secret, metadata: {name: a},
                 data: {k: AAAA, l: AAAA}, stringData: {k: v}}
                """));
    assertThat(secret.type()).isEqualTo("Opaque");
    assertThat(secret.stringData()).isEmpty();
    assertThat(secret.data()).isEqualTo(Map.of("k", Bytes.ofUtf8("v"), "l", Bytes.of(new byte[3])));
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.update(secret.withType("example.org/other")))
        .withMessageContaining("type: Invalid value: \"example.org/other\": field is immutable");
  }

  @Test
  void aNamespaceKeepsTheLabelOfItsName() {
    Namespace namespace =
        api.create(
            TestCluster.object(
                Namespace.class, "{apiVersion: v1, kind: Namespace, metadata: {name: team}}"));
    Namespace updated =
        api.update(namespace.withMetadata(namespace.metadata().withLabels(Map.of("a", "b"))));
    assertThat(updated.metadata().labels())
        .isEqualTo(Map.of("a", "b", "kubernetes.io/metadata.name", "team"));
  }

  @Test
  void aSliceKeepsItsAddressTypeAndCountsItsGenerations() {
    EndpointSlice slice =
        api.create(
            TestCluster.object(
                EndpointSlice.class,
                """
                {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: a},
                 addressType: IPv4, endpoints: [{addresses: [10.0.0.1]}], ports: [{port: 80}]}
                """));
    assertThat(slice.ports().get(0).protocol()).isEqualTo("TCP");
    assertThat(slice.ports().get(0).name()).isEmpty();
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.update(slice.withAddressType("FQDN")))
        .withMessageContaining("addressType: Invalid value: \"FQDN\": field is immutable");
    assertThat(api.update(slice.withPorts(List.of())).metadata().generation()).isEqualTo(2);
  }
}

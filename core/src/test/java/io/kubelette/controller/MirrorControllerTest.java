package io.kubelette.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.DeleteOptions;
import io.kubelette.api.Query;
import io.kubelette.api.TestCluster;
import io.kubelette.manifest.Manifests;
import io.kubelette.model.EndpointSlice;
import io.kubelette.model.Endpoints;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Service;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Endpoints that users make for services without a selector. */
final class MirrorControllerTest {

  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: db}
      spec: {ports: [{name: sql, port: 5432}]}
      """;

  private static final String ENDPOINTS =
      """
      ---
      apiVersion: v1
      kind: Endpoints
      metadata: {name: db, labels: {tier: back}}
      subsets:
      - addresses: [{ip: 10.0.0.1, nodeName: node-1}, {ip: "fd00::1"}]
        notReadyAddresses: [{ip: 10.0.0.2}]
        ports: [{name: sql, port: 5432}]
      - addresses: [{ip: 10.0.0.3}]
        ports: [{name: sql, port: 6432}]
      """;

  private final TestCluster cluster = TestCluster.create();
  private final MirrorController controller = MirrorController.start(cluster.api, cluster.route);

  @AfterEach
  void nothingIsLeftToRun() {
    controller.close();
    cluster.time.runReady();
    assertThat(cluster.time.pending()).isZero();
  }

  private void apply(String manifest) {
    cluster.api.applyDocuments(Manifests.parse("test", manifest));
    cluster.time.runReady();
  }

  private List<EndpointSlice> slices() {
    return cluster.api.items(Query.of(ResourceType.ENDPOINT_SLICE));
  }

  @Test
  void endpointsStandInSlicesByPortsAndKindOfAddress() {
    apply(SERVICE + ENDPOINTS);
    assertThat(slices())
        .extracting(
            EndpointSlice::addressType,
            slice -> slice.ports().get(0).port(),
            slice -> slice.endpoints().stream().map(one -> one.addresses().get(0)).toList(),
            slice -> slice.endpoints().stream().map(one -> one.conditions().ready()).toList())
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(
                "IPv4", 5432, List.of("10.0.0.1", "10.0.0.2"), List.of(true, false)),
            org.assertj.core.groups.Tuple.tuple("IPv6", 5432, List.of("fd00::1"), List.of(true)),
            org.assertj.core.groups.Tuple.tuple("IPv4", 6432, List.of("10.0.0.3"), List.of(true)));
    assertThat(slices().get(0).metadata().labels())
        .containsAllEntriesOf(Map.of("kubernetes.io/service-name", "db", "tier", "back"));
  }

  @Test
  void slicesFollowTheirEndpointsAndGoWithThem() {
    apply(SERVICE + ENDPOINTS);
    Endpoints now = cluster.api.get(ResourceType.ENDPOINTS, "default", "db");
    cluster.api.update(now.withSubsets(now.subsets().subList(1, 2)));
    cluster.time.runReady();
    assertThat(slices()).hasSize(1);
    EndpointSlice left = slices().get(0);
    cluster.api.update(left.withEndpoints(List.of()));
    cluster.time.runReady();
    assertThat(slices().get(0).endpoints()).isEqualTo(left.endpoints());

    cluster.api.delete(ResourceType.ENDPOINTS, "default", "db", DeleteOptions.defaults());
    cluster.time.runReady();
    assertThat(slices()).isEmpty();
  }

  @Test
  void aServiceThatGetsASelectorIsMirroredNoMore() {
    apply(SERVICE + ENDPOINTS);
    Service db = cluster.api.get(ResourceType.SERVICE, "default", "db");
    cluster.api.update(db.withSpec(db.spec().withSelector(Map.of("app", "db"))));
    cluster.time.runReady();
    assertThat(slices()).isEmpty();
  }

  @Test
  void endpointsWithoutAServiceAndThoseThatAskNotToBeAreNotMirrored() {
    apply(ENDPOINTS);
    assertThat(slices()).isEmpty();
    apply(
        SERVICE
            + ENDPOINTS.replace(
                "tier: back", "\"endpointslice.kubernetes.io/skip-mirror\": \"true\""));
    assertThat(slices()).isEmpty();
    apply(SERVICE + ENDPOINTS);
    assertThat(slices()).hasSize(3);
  }

  @Test
  void whatStandsIsLeftAlone() {
    apply(SERVICE + ENDPOINTS);
    List<EndpointSlice> before = slices();
    controller.close();
    cluster.time.runReady();
    try (MirrorController next = MirrorController.start(cluster.api, cluster.route)) {
      cluster.time.runReady();
      assertThat(next).isNotNull();
      assertThat(slices()).isEqualTo(before);
    }
  }
}

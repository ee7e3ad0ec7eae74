package io.kubelette.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.DeleteOptions;
import io.kubelette.api.Query;
import io.kubelette.api.TestCluster;
import io.kubelette.loop.IoPool;
import io.kubelette.loop.ManualIoPool;
import io.kubelette.loop.Trip;
import io.kubelette.model.EndpointSlice;
import io.kubelette.model.Node;
import io.kubelette.model.NodeBuilder;
import io.kubelette.model.ObjectMetaBuilder;
import io.kubelette.model.Pod;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Service;
import io.kubelette.store.Revision;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EndpointsControllerTest {

  private final TestCluster cluster = TestCluster.create();
  private final EndpointsController controller =
      EndpointsController.start(cluster.api, cluster.route);

  @Test
  void slicesFollowPods() {
    createService();
    createPod("web-0", "10.0.0.1");
    createPod("web-1", "10.0.0.2");
    cluster.time.runReady();
    assertThat(addresses()).containsExactly("10.0.0.1", "10.0.0.2");

    cluster.api.delete(ResourceType.POD, "default", "web-0", DeleteOptions.now());
    cluster.time.runReady();
    assertThat(addresses()).containsExactly("10.0.0.2");

    cluster.api.delete(ResourceType.POD, "default", "web-1", DeleteOptions.now());
    cluster.time.runReady();
    assertThat(addresses()).isEmpty();
  }

  @Test
  void aPodThatLosesItsLabelLeavesTheSlice() {
    createService();
    Pod pod = createPod("web-0", "10.0.0.1");
    cluster.time.runReady();
    cluster.api.update(
        pod.withMetadata(pod.metadata().withLabels(Map.of()).withResourceVersion(null)));
    cluster.time.runReady();

    assertThat(addresses()).isEmpty();
  }

  @Test
  void slicesGoWithTheirService() {
    createService();
    createPod("web-0", "10.0.0.1");
    cluster.time.runReady();
    cluster.api.delete(ResourceType.SERVICE, "default", "web", DeleteOptions.defaults());
    cluster.time.runReady();

    assertThat(slices()).isEmpty();
  }

  @Test
  void slicesOfAServiceThatWentWhileNobodyLookedGoToo() {
    createService();
    createPod("web-0", "10.0.0.1");
    cluster.time.runReady();
    controller.close();
    cluster.api.delete(ResourceType.SERVICE, "default", "web", DeleteOptions.defaults());
    cluster.time.runReady();
    assertThat(slices()).hasSize(1);
    EndpointsController.start(cluster.api, cluster.route);
    cluster.time.runReady();

    assertThat(slices()).isEmpty();
  }

  @Test
  void theyGoTooWhenTheServicesAreTheLastToBeKnown() {
    createService();
    createPod("web-0", "10.0.0.1");
    cluster.time.runReady();
    controller.close();
    cluster.api.delete(ResourceType.SERVICE, "default", "web", DeleteOptions.defaults());
    cluster.time.runReady();
    // The services are the first to be listed.
    Iterator<Duration> latencies = List.of(Duration.ofSeconds(1)).iterator();
    IoPool pool =
        ManualIoPool.on(cluster.time, () -> latencies.hasNext() ? latencies.next() : Duration.ZERO);
    EndpointsController.start(
        cluster.api, new Trip.Route(cluster.loop, pool, Duration.ofSeconds(30)));
    cluster.time.runReady();
    assertThat(slices()).hasSize(1);
    cluster.time.advance(Duration.ofSeconds(1));

    assertThat(slices()).isEmpty();
  }

  @Test
  void aSliceThatSomebodyDeletedOrChangedIsRestored() {
    createService();
    createPod("web-0", "10.0.0.1");
    cluster.time.runReady();
    EndpointSlice slice = slices().get(0);
    cluster.api.update(slice.withEndpoints(List.of()));
    cluster.time.runReady();
    assertThat(addresses()).containsExactly("10.0.0.1");
    cluster.api.delete(
        ResourceType.ENDPOINT_SLICE,
        "default",
        String.valueOf(slice.metadata().name()),
        DeleteOptions.defaults());
    cluster.time.runReady();

    assertThat(addresses()).containsExactly("10.0.0.1");
  }

  @Test
  void slicesOfServicesWithoutSelectorAreLeftAlone() {
    Service service = EndpointSliceDerivationTest.service("ports: [{port: 80}]");
    cluster.api.create(service.withSpec(service.spec().withSelector(Map.of())));
    EndpointSlice own =
        cluster.api.create(
            TestCluster.object(
                EndpointSlice.class,
                """
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: web-mine, labels: {kubernetes.io/service-name: web}}
                addressType: IPv4
                endpoints: [{addresses: [10.1.1.1]}]
                """));
    createPod("web-0", "10.0.0.1");
    cluster.time.runReady();

    assertThat(slices()).containsExactly(own);
  }

  @Test
  void itWritesNothingWhenNothingChanges() {
    createService();
    Pod pod = createPod("web-0", "10.0.0.1");
    cluster.time.runReady();
    String version = slices().get(0).metadata().resourceVersion();
    cluster.api.updateStatus(
        pod.withMetadata(pod.metadata().withResourceVersion(null))
            .withStatus(pod.status().withMessage("still there")));
    cluster.time.runReady();

    assertThat(slices().get(0).metadata().resourceVersion()).isEqualTo(version);
    assertThat(cluster.time.pending()).isZero();
  }

  @Test
  void aNodeThatTellsItsZoneTellsItOfItsEndpoints() {
    createService();
    createPod("web-0", "10.0.0.1");
    cluster.time.runReady();
    assertThat(slices().get(0).endpoints().get(0).zone()).isNull();
    Node here =
        cluster.api.create(
            NodeBuilder.builder()
                .metadata(ObjectMetaBuilder.builder().name("here").labels(zone("east")).build())
                .build());
    cluster.time.runReady();
    assertThat(slices().get(0).endpoints().get(0).zone()).isEqualTo("east");
    cluster.api.update(here.withMetadata(here.metadata().withLabels(zone("west"))));
    cluster.time.runReady();
    assertThat(slices().get(0).endpoints().get(0).zone()).isEqualTo("west");
  }

  private static Map<String, String> zone(String name) {
    return Map.of("topology.kubernetes.io/zone", name);
  }

  @Test
  void aClosedControllerWritesNothing() {
    controller.close();
    createService();
    createPod("web-0", "10.0.0.1");
    Revision revision = cluster.api.revision();
    cluster.time.runReady();

    assertThat(cluster.api.revision()).isEqualTo(revision);
    assertThat(cluster.time.pending()).isZero();
  }

  private void createService() {
    cluster.api.create(
        EndpointSliceDerivationTest.service("ports: [{name: http, port: 80, targetPort: web}]"));
  }

  private Pod createPod(String name, String address) {
    Pod pod = EndpointSliceDerivationTest.pod(name, "podIP: " + address);
    Pod created = cluster.api.create(pod);
    return cluster.api.updateStatus(created.withStatus(pod.status()));
  }

  private List<EndpointSlice> slices() {
    return cluster.api.items(Query.of(ResourceType.ENDPOINT_SLICE));
  }

  private List<String> addresses() {
    return slices().stream()
        .flatMap(slice -> slice.endpoints().stream())
        .flatMap(endpoint -> endpoint.addresses().stream())
        .toList();
  }
}

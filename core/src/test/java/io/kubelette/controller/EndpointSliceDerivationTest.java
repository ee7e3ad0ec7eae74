package io.kubelette.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kubelette.api.TestCluster;
import io.kubelette.conformance.Row;
import io.kubelette.model.Endpoint;
import io.kubelette.model.EndpointConditions;
import io.kubelette.model.EndpointHints;
import io.kubelette.model.EndpointPort;
import io.kubelette.model.EndpointSlice;
import io.kubelette.model.ForNode;
import io.kubelette.model.ForZone;
import io.kubelette.model.Pod;
import io.kubelette.model.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EndpointSliceDerivationTest {

  private static final String PORTS =
      "ports: [{name: http, port: 80, targetPort: web}, {name: dns, port: 53, protocol: UDP}]";

  @Test
  void aSliceTellsWhereThePodsOfAServiceAre() {
    Pod pod = pod("web-0", "podIP: 10.0.0.1");
    EndpointSlice slice = only(service(PORTS), pod);

    assertThat(slice.metadata().name()).matches("web-[a-z0-9]{5}");
    assertThat(slice.metadata().namespace()).isEqualTo("default");
    assertThat(slice.metadata().labels())
        .containsEntry("kubernetes.io/service-name", "web")
        .containsEntry(
            "endpointslice.kubernetes.io/managed-by", "endpointslice-controller.kubelette.io");
    assertThat(slice.metadata().ownerReferences().get(0).name()).isEqualTo("web");
    assertThat(slice.addressType()).isEqualTo("IPv4");
    assertThat(slice.ports())
        .extracting(EndpointPort::name, EndpointPort::protocol, EndpointPort::port)
        .containsExactly(tuple("http", "TCP", 8080), tuple("dns", "UDP", 53));
    Endpoint endpoint = slice.endpoints().get(0);
    assertThat(endpoint.addresses()).containsExactly("10.0.0.1");
    assertThat(endpoint.nodeName()).isEqualTo("here");
    assertThat(endpoint.targetRef().kind()).isEqualTo("Pod");
    assertThat(endpoint.targetRef().name()).isEqualTo("web-0");
    assertThat(endpoint.targetRef().uid()).isEqualTo("uid-web-0");
  }

  @Test
  void aPodThatNamesTheServiceAsItsSubdomainHasANameOfItsOwnThere() {
    Pod pod = pod("web-0", "podIP: 10.0.0.1");
    Pod named = pod.withSpec(pod.spec().withHostname("first").withSubdomain("web"));
    Pod elsewhere = pod.withSpec(pod.spec().withHostname("first").withSubdomain("other"));
    Service service = service(PORTS);
    assertThat(only(service, named).endpoints().get(0).hostname()).isEqualTo("first");
    assertThat(only(service, elsewhere).endpoints().get(0).hostname()).isNull();
    assertThat(only(service, pod).endpoints().get(0).hostname()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          True |      |      | true,true,false
          False|      |      | false,false,false
          True | gone |      | false,true,true
          False| gone |      | false,false,true
          False|      | even | true,false,false
          True | gone | even | true,true,true
          """)
  @Row("K11-06")
  void conditionsFollowThePod(String ready, String gone, String even, String expected) {
    Service service = service(PORTS);
    Pod pod =
        pod("a", "{podIP: 10.0.0.1, conditions: [{type: Ready, status: \"%s\"}]}".formatted(ready));
    Endpoint endpoint =
        only(
                service.withSpec(service.spec().withPublishNotReadyAddresses(even != null)),
                pod.withMetadata(
                    pod.metadata().withDeletionTimestamp(gone == null ? null : TestCluster.START)))
            .endpoints()
            .get(0);
    EndpointConditions conditions = endpoint.conditions();
    assertThat(conditions.ready() + "," + conditions.serving() + "," + conditions.terminating())
        .isEqualTo(expected);
  }

  @Test
  void podsThatHaveEndedOrHaveNoAddressAreLeftOut() {
    assertThat(
            derive(
                service(PORTS),
                List.of(
                    pod("a", "phase: Running"),
                    pod("b", "{podIP: 10.0.0.1, phase: Succeeded}"),
                    pod("c", "{podIP: 10.0.0.2, phase: Failed}"))))
        .isEmpty();
  }

  @Test
  void podsOfOtherLabelsAreLeftOut() {
    Pod other = pod("a", "podIP: 10.0.0.1");
    assertThat(
            derive(
                service(PORTS),
                List.of(other.withMetadata(other.metadata().withLabels(Map.of("app", "db"))))))
        .isEmpty();
  }

  @Test
  void servicesWithoutSelectorAndExternalNamesAreNotDerived() {
    assertThat(EndpointSliceDerivation.isDerived(service("selector: {app: web}"))).isTrue();
    Service bare = service(PORTS);
    assertThat(EndpointSliceDerivation.isDerived(bare.withSpec(bare.spec().withSelector(Map.of()))))
        .isFalse();
    assertThat(
            EndpointSliceDerivation.isDerived(bare.withSpec(bare.spec().withType("ExternalName"))))
        .isFalse();
  }

  @Test
  void podsOfAnotherWeightStandInASliceOfTheirOwn() {
    Pod light = pod("web-1", "podIP: 10.0.0.1");
    Pod heavy = pod("web-2", "podIP: 10.0.0.2");
    Pod weighed =
        heavy.withMetadata(heavy.metadata().withAnnotations(Map.of("kubelette.io/weight", "9")));
    List<EndpointSlice> slices = derive(service(PORTS), List.of(light, weighed));
    assertThat(slices)
        .extracting(slice -> slice.metadata().annotations().get("kubelette.io/weight"))
        .containsExactlyInAnyOrder(null, "9");
    assertThat(slices).contains(only(service(PORTS), light));
  }

  @Test
  void podsThatNameAPortDifferentlyStandInSlicesOfTheirOwn() {
    Pod other = pod("web-1", "podIP: 10.0.0.2");
    Pod moved =
        other.withSpec(
            other
                .spec()
                .withContainers(
                    List.of(
                        other
                            .spec()
                            .containers()
                            .get(0)
                            .withPorts(
                                List.of(
                                    other
                                        .spec()
                                        .containers()
                                        .get(0)
                                        .ports()
                                        .get(0)
                                        .withContainerPort(9090))))));
    List<EndpointSlice> slices =
        derive(service(PORTS), List.of(pod("web-0", "podIP: 10.0.0.1"), moved));

    assertThat(slices).hasSize(2);
    assertThat(slices)
        .allSatisfy(slice -> assertThat(slice.endpoints()).hasSize(1))
        .extracting(slice -> slice.ports().get(0).port())
        .containsExactlyInAnyOrder(8080, 9090);
  }

  @Test
  void aPortThatAPodDoesNotNameIsLeftOutOfItsSlice() {
    EndpointSlice slice =
        only(
            service("ports: [{name: a, port: 80, targetPort: nowhere}, {name: b, port: 81}]"),
            pod("web-0", "podIP: 10.0.0.1"));
    assertThat(slice.ports()).extracting(EndpointPort::name).containsExactly("b");
  }

  @Test
  void aHeadlessServiceSaysSo() {
    EndpointSlice slice = only(service("clusterIP: None"), pod("web-0", "podIP: 10.0.0.1"));
    assertThat(slice.metadata().labels()).containsKey("service.kubernetes.io/headless");
    assertThat(slice.ports()).isEmpty();
    assertThat(slice.endpoints()).hasSize(1);
  }

  @Test
  void namesStayAsPodsComeAndGo() {
    EndpointSlice one = only(service(PORTS), pod("web-0", "podIP: 10.0.0.1"));
    EndpointSlice other = only(service(PORTS), pod("web-7", "podIP: 10.0.0.7"));
    assertThat(one.metadata().name()).isEqualTo(other.metadata().name());
  }

  @Test
  void aSliceHoldsAHundredEndpoints() {
    List<Pod> pods = new ArrayList<>();
    for (int i = 0; i < 201; i++) {
      pods.add(pod("web-" + i, "podIP: 10.0.1." + i));
    }
    List<EndpointSlice> slices = derive(service(PORTS), pods);

    assertThat(slices)
        .extracting(slice -> slice.endpoints().size())
        .containsExactlyInAnyOrder(100, 100, 1);
    assertThat(slices).extracting(slice -> slice.metadata().name()).doesNotHaveDuplicates();
  }

  private static EndpointSlice only(Service service, Pod pod) {
    List<EndpointSlice> slices = derive(service, List.of(pod));
    assertThat(slices).hasSize(1);
    return slices.get(0);
  }

  static Service service(String spec) {
    Service service =
        TestCluster.object(
            Service.class,
            "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: default}\nspec:\n"
                + spec.indent(2));
    return service.withSpec(service.spec().withSelector(Map.of("app", "web")));
  }

  static Pod pod(String name, String status) {
    return TestCluster.object(
        Pod.class,
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: default, uid: uid-%s, labels: {app: web}}
        spec:
          nodeName: here
          containers: [{name: main, image: "web:1", ports: [{name: web, containerPort: 8080}]}]
        status:
        %s
        """
            .formatted(name, name, status.indent(2)));
  }

  @Test
  void whoPrefersANodeOrAZoneIsToldWhereEachEndpointStands() {
    Pod pod = pod("web-0", "podIP: 10.0.0.1");
    Pod placed = pod.withSpec(pod.spec().withNodeName("node-1"));
    assertThat(hints("PreferSameZone", placed))
        .isEqualTo(new EndpointHints(List.of(new ForZone("zone-of-node-1")), List.of()));
    assertThat(hints("PreferClose", placed)).isEqualTo(hints("PreferSameZone", placed));
    assertThat(hints("PreferSameNode", placed))
        .isEqualTo(
            new EndpointHints(
                List.of(new ForZone("zone-of-node-1")), List.of(new ForNode("node-1"))));
    assertThat(hints(null, placed)).isNull();
    assertThat(hints("PreferSameZone", pod.withSpec(pod.spec().withNodeName("elsewhere"))))
        .isNull();
  }

  private static @Nullable EndpointHints hints(@Nullable String distribution, Pod pod) {
    Service service = service(PORTS);
    return EndpointSliceDerivation.of(
            service.withSpec(service.spec().withTrafficDistribution(distribution)),
            List.of(pod),
            node -> node.startsWith("node-") ? Optional.of("zone-of-" + node) : Optional.empty())
        .get(0)
        .endpoints()
        .get(0)
        .hints();
  }

  private static List<EndpointSlice> derive(Service service, List<Pod> pods) {
    return EndpointSliceDerivation.of(service, pods, node -> Optional.empty());
  }
}

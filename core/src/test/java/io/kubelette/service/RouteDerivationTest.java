package io.kubelette.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.manifest.Document;
import io.kubelette.manifest.Manifests;
import io.kubelette.model.EndpointSlice;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.Service;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Kubernetes says of services, as routes: from manifests, seen from {@code node-1}. */
class RouteDerivationTest {

  private static final ProxyNode NODE = ProxyNode.named("node-1");

  private static final String SLICE =
      """
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: web-1, namespace: default, labels: {kubernetes.io/service-name: web}}
      addressType: IPv4
      ports: [{name: http, protocol: TCP, port: 8080}]
      endpoints:
        - {addresses: [10.0.0.1], nodeName: node-1, conditions: {ready: true}}
        - {addresses: [10.0.0.2], nodeName: node-2, conditions: {ready: true}}
      """;

  @Test
  void containersHaveARouteOfTheirOwnWhereTheyReachTheHost() {
    InetSocketAddress host = at("10.9.0.1", 80);
    ProxyNode node = NODE.withContainerAddresses(List.of(host.getAddress()));
    List<Route> routes =
        RoutingTable.of(
                objects(Service.class, service("", "name: http")),
                objects(EndpointSlice.class, SLICE),
                node)
            .routes();
    assertThat(routes).extracting(Route::frontend).containsExactly(at("127.96.0.1", 80), host);
    assertThat(routes.get(1).endpoints()).isEqualTo(routes.get(0).endpoints());
    assertThat(routes.get(0).name().isForContainers()).isFalse();
    assertThat(routes.get(1).name()).isEqualTo(routes.get(0).name().forContainers());
    assertThat(routes.get(1).name().isForContainers()).isTrue();
  }

  @Test
  void aNodePortIsAnEntranceAtEveryAddressOfTheNode() {
    Route web = web("type: NodePort", "nodePort: 30080");
    assertThat(web.entrances())
        .extracting(Entrance::address)
        .containsExactly(at("127.96.0.1", 80), at("0.0.0.0", 30080));
    assertThat(web.entrances()).allMatch(entrance -> entrance.endpoints().size() == 2);
  }

  @Test
  void aNodeWithoutAddressesForThemHasNoNodePorts() {
    List<Service> services = objects(Service.class, service("type: NodePort", "nodePort: 30080"));
    ProxyNode none = NODE.withNodePortAddresses(List.of());
    RoutingTable table = RoutingTable.of(services, List.of(), none);
    assertThat(table.routes().get(0).entrances()).hasSize(1);
  }

  @Test
  void externalAddressesAreEntrancesAtTheServicesPort() {
    assertThat(web("externalIPs: [192.0.2.7]", "name: http").entrances())
        .extracting(Entrance::address)
        .containsExactly(at("127.96.0.1", 80), at("192.0.2.7", 80));
  }

  @Test
  void theLoadBalancersAddressIsAnEntranceUnlessItsOwnBusiness() {
    String status =
        "status: {loadBalancer: {ingress: [{ip: 192.0.2.8}, {ip: 192.0.2.9, ipMode: Proxy}]}}";
    Route web = web("type: LoadBalancer", "nodePort: 30080", status);
    assertThat(web.entrances())
        .extracting(Entrance::address)
        .containsExactly(at("127.96.0.1", 80), at("0.0.0.0", 30080), at("192.0.2.8", 80));
  }

  @Test
  void sourceRangesRestrictTheLoadBalancersAddressAlone() {
    String status = "status: {loadBalancer: {ingress: [{ip: 192.0.2.8}]}}";
    String ranges = "type: LoadBalancer\n  loadBalancerSourceRanges: [10.0.0.0/8, nowhere]";
    List<Entrance> entrances =
        web(ranges + "\n  externalIPs: [192.0.2.7]", "nodePort: 30080", status).entrances();
    assertThat(entrances.subList(0, 3)).allMatch(entrance -> entrance.sources().isEmpty());
    SourceRange allowed = SourceRange.parse("10.0.0.0/8").orElseThrow();
    assertThat(entrances.get(3).sources()).containsExactly(allowed);
    Service service = objects(Service.class, service(ranges, "nodePort: 30080", status)).get(0);
    assertThat(RouteDerivation.objections(service))
        .containsExactly("its loadBalancerSourceRanges has no range: nowhere");
    String unreadable = "type: LoadBalancer\n  loadBalancerSourceRanges: [nowhere]";
    Entrance closed = web(unreadable, "nodePort: 30080", status).entrances().get(2);
    assertThat(closed.sources()).noneMatch(range -> range.contains(at("10.0.0.1", 1).getAddress()));
    assertThat(closed.sources()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "10.1.128.0/17, 10.1.255.1, true",
    "10.1.128.0/17, 10.1.127.1, false",
    "0.0.0.0/1, 92.0.2.1, true",
    "192.0.2.1/32, 192.0.2.1, true",
    "192.0.2.1/32, 192.0.2.2, false",
    "fd00::/8, fd12::1, true",
    "fd00::/8, fe80::1, false",
    "0.0.0.0/1, fe80::1, false"
  })
  void aSourceRangeContainsWhatBeginsAlike(String range, String address, boolean contained) {
    assertThat(SourceRange.parse(range).orElseThrow().contains(at(address, 1).getAddress()))
        .isEqualTo(contained);
    assertThat(SourceRange.parse(range + "00")).as("too many bits").isEmpty();
  }

  @Test
  void endpointsMeantForTheNodeArePreferredWhileOneIsReady() {
    String hinted =
        SLICE
            .replace("nodeName: node-1,", "nodeName: node-1, hints: {forNodes: [{name: node-1}]},")
            .replace("nodeName: node-2,", "nodeName: node-2, hints: {forNodes: [{name: node-2}]},");
    assertThat(ips(derive(service("", "name: http"), hinted).routes().get(0).entrances().get(0)))
        .containsExactly("10.0.0.1");
    String gone = hinted.replaceFirst("ready: true", "ready: false");
    assertThat(ips(derive(service("", "name: http"), gone).routes().get(0).entrances().get(0)))
        .containsExactly("10.0.0.2");
    String partly = hinted.replace(", hints: {forNodes: [{name: node-2}]}", "");
    assertThat(ips(derive(service("", "name: http"), partly).routes().get(0).entrances().get(0)))
        .hasSize(2);
  }

  @Test
  void endpointsMeantForTheZoneArePreferredWhereNoneIsMeantForTheNode() {
    String zoned =
        SLICE
            .replace("nodeName: node-1,", "nodeName: node-3, hints: {forZones: [{name: east}]},")
            .replace("nodeName: node-2,", "nodeName: node-2, hints: {forZones: [{name: west}]},");
    assertThat(seenFrom("east", zoned)).containsExactly("10.0.0.1");
    assertThat(seenFrom("west", zoned)).containsExactly("10.0.0.2");
    assertThat(seenFrom("north", zoned)).hasSize(2);
    assertThat(seenFrom("", zoned)).hasSize(2);
    String gone = zoned.replaceFirst("ready: true", "ready: false");
    assertThat(seenFrom("east", gone)).containsExactly("10.0.0.2");
    assertThat(seenFrom("east", zoned.replace(", hints: {forZones: [{name: west}]}", "")))
        .hasSize(2);
    String nodes = zoned.replace("forZones: [{name: west}]", "forNodes: [{name: node-1}]");
    assertThat(seenFrom("east", nodes)).as("not all say for which zone").hasSize(2);
    String both =
        zoned
            .replace("forZones: [{name: east}]", "forNodes: [{name: x}], forZones: [{name: east}]")
            .replace(
                "forZones: [{name: west}]", "forNodes: [{name: node-1}], forZones: [{name: west}]");
    assertThat(seenFrom("east", both)).as("the node comes first").containsExactly("10.0.0.2");
  }

  private static List<String> seenFrom(String zone, String slice) {
    return ips(
        RoutingTable.of(
                objects(Service.class, service("", "name: http")),
                objects(EndpointSlice.class, slice),
                NODE.inZone(zone))
            .routes()
            .get(0)
            .entrances()
            .get(0));
  }

  @Test
  void anInternalPolicyOfLocalKeepsOtherNodesOutOfTheClusterAddressAlone() {
    Route web = web("type: NodePort\n  internalTrafficPolicy: Local", "nodePort: 30080");
    assertThat(ips(web.entrances().get(0))).containsExactly("10.0.0.1");
    assertThat(ips(web.entrances().get(1))).containsExactly("10.0.0.1", "10.0.0.2");
  }

  @Test
  void anExternalPolicyOfLocalKeepsOtherNodesOutOfTheNodePortAlone() {
    Route web = web("type: NodePort\n  externalTrafficPolicy: Local", "nodePort: 30080");
    assertThat(ips(web.entrances().get(0))).containsExactly("10.0.0.1", "10.0.0.2");
    assertThat(ips(web.entrances().get(1))).containsExactly("10.0.0.1");
  }

  @Test
  void aLocalPolicyNeverFallsBackToOtherNodes() {
    String elsewhere = SLICE.replace("nodeName: node-1", "nodeName: node-3");
    Route web =
        derive(service("internalTrafficPolicy: Local", "name: http"), elsewhere).routes().get(0);
    assertThat(web.endpoints()).isEmpty();
  }

  @Test
  void terminatingEndpointsServeWhileNoneIsReady() {
    String leaving = "{ready: false, serving: true, terminating: true}";
    String one = SLICE.replaceFirst("\\{ready: true\\}", leaving);
    assertThat(ips(derive(service("", "name: http"), one).routes().get(0).entrances().get(0)))
        .containsExactly("10.0.0.2");
    String both = SLICE.replace("{ready: true}", leaving);
    assertThat(ips(derive(service("", "name: http"), both).routes().get(0).entrances().get(0)))
        .containsExactly("10.0.0.1", "10.0.0.2");
    String unready = SLICE.replace("{ready: true}", "{ready: false, serving: false}");
    assertThat(derive(service("", "name: http"), unready).routes().get(0).endpoints()).isEmpty();
  }

  @Test
  void aHealthCheckPortCountsTheReadyEndpointsOfTheNode() {
    String local =
        "type: LoadBalancer\n  externalTrafficPolicy: Local\n  healthCheckNodePort: 31000";
    RoutingTable table = derive(service(local, "nodePort: 30080"), SLICE);
    assertThat(table.healthChecks())
        .containsExactly(new HealthCheck("default", "web", at("0.0.0.0", 31000), 1));
    String everywhere = local.replace("Local", "Cluster");
    assertThat(derive(service(everywhere, "nodePort: 30080"), SLICE).healthChecks()).isEmpty();
  }

  @Test
  void aSlicesAnnotationWeighsItsEndpoints() {
    String heavy = SLICE.replace("labels:", "annotations: {kubelette.io/weight: \"7\"}, labels:");
    assertThat(
            derive(service("", "name: http"), heavy).routes().get(0).entrances().get(0).endpoints())
        .extracting(RouteEndpoint::weight)
        .containsExactly(7, 7);
  }

  @Test
  void affinityHasTheTimeoutOfTheServiceAndElseThatOfKubernetes() {
    assertThat(web("sessionAffinity: ClientIP", "name: http").settings().affinity())
        .isEqualTo(SessionAffinity.lasting(Duration.ofHours(3)));
    String timed =
        "sessionAffinity: ClientIP\n  sessionAffinityConfig: {clientIP: {timeoutSeconds: 60}}";
    assertThat(web(timed, "name: http").settings().affinity())
        .isEqualTo(SessionAffinity.lasting(Duration.ofMinutes(1)));
  }

  @Test
  void affinityIsForAllPortsWhereTheServiceSaysSo() {
    Service plain = annotated("affinity-scope", "service");
    assertThat(ServiceSettings.of(plain).affinity()).isEqualTo(SessionAffinity.NONE);
    Service sticky = plain.withSpec(plain.spec().withSessionAffinity("ClientIP"));
    assertThat(ServiceSettings.of(sticky).affinity())
        .isEqualTo(
            SessionAffinity.lasting(Duration.ofHours(3)).withScope(SessionAffinity.Scope.SERVICE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "drain|keep",
        "drain|close after 30s",
        "drain|close over 1m30s",
        "max-connections|100",
        "max-connections-per-endpoint|10",
        "idle-timeout|1h",
        "udp-unreplied|5s",
        "udp-replied|250ms",
        "proxy-protocol|v2",
        "faults|delay=100ms reset=0.5, drop=.1 bandwidth=1000",
        "balancing|least-connections",
        "udp-answers|1",
        "check-interval|5s",
        "check-send|PING",
      })
  void annotationsAreRead(String name, String value) {
    assertThat(ServiceSettings.problems(annotated(name, value))).isEmpty();
    assertThat(ServiceSettings.of(annotated(name, value)).equals(RouteSettings.defaults()))
        .isEqualTo(value.equals("keep"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "drain|perhaps",
        "drain|close after a while",
        "max-connections|-1",
        "idle-timeout|1 day",
        "proxy-protocol|v3",
        "faults|reset=2",
        "faults|noise=1",
        "balancing|best",
        "affinity-scope|all",
        "udp-answers|one",
        "check-interval|soon",
      })
  void annotationsThatCannotBeReadAreToldAndIgnored(String name, String value) {
    assertThat(RouteDerivation.objections(annotated(name, value)))
        .singleElement()
        .asString()
        .contains("kubelette.io/" + name, value);
    assertThat(ServiceSettings.of(annotated(name, value))).isEqualTo(RouteSettings.defaults());
  }

  @Test
  void annotationsMeanWhatTheySay() {
    assertThat(ServiceSettings.of(annotated("drain", "close over 1m30s")).drain())
        .isEqualTo(Drain.stagger(Duration.ofSeconds(90)));
    assertThat(ServiceSettings.of(annotated("faults", "delay=1s bandwidth=9")).faults())
        .isEqualTo(new Faults(Duration.ofSeconds(1), 0, 0, 9));
  }

  @Test
  void oneChangedServiceLeavesTheRoutesOfOthersTheSame() {
    RouteIndex index = new RouteIndex(NODE);
    objects(Service.class, service("", "name: http")).forEach(index::put);
    String other = service("", "name: http").replace("name: web", "name: other");
    objects(Service.class, other).forEach(index::put);
    RoutingTable before = index.table();
    objects(EndpointSlice.class, SLICE).forEach(index::put);
    RoutingTable after = index.table();
    assertThat(after.routes().get(0)).isSameAs(before.routes().get(0));
    assertThat(after.routes().get(1).endpoints()).hasSize(2);
    objects(EndpointSlice.class, SLICE).forEach(index::remove);
    assertThat(index.table()).isEqualTo(before);
  }

  private static Route web(String spec, String port, String... more) {
    return derive(service(spec, port, more), SLICE).routes().get(0);
  }

  private static RoutingTable derive(String service, String slices) {
    return RoutingTable.of(
        objects(Service.class, service), objects(EndpointSlice.class, slices), NODE);
  }

  private static String service(String spec, String port, String... more) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: web, namespace: default}
    spec:
      clusterIP: 127.96.0.1
      ports: [{port: 80, %s}]
      %s
    %s
    """
        .formatted(
            port.startsWith("name:") ? port : "name: http, " + port, spec, String.join("\n", more));
  }

  private static Service annotated(String name, String value) {
    String manifest =
        service("", "name: http")
            .replace(
                "namespace: default",
                "namespace: default, annotations: {kubelette.io/" + name + ": \"" + value + "\"}");
    return objects(Service.class, manifest).get(0);
  }

  private static <T extends KubernetesObject> List<T> objects(Class<T> kind, String manifest) {
    Stream<Document> documents = Manifests.parse("test", manifest).stream();
    return documents.map(Document::object).map(kind::cast).toList();
  }

  private static List<String> ips(Entrance entrance) {
    return entrance.endpoints().stream()
        .map(endpoint -> endpoint.address().getAddress().getHostAddress())
        .toList();
  }

  private static InetSocketAddress at(String ip, int port) {
    return new InetSocketAddress(ip, port);
  }
}

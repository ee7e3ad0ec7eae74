package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kubelette.model.Lease;
import io.kubelette.model.LoadBalancerIngress;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Service;
import io.kubelette.model.ServicePort;
import io.kubelette.model.ServiceSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Node ports, health check ports and the address of the load balancer. */
final class NodePortServiceTest {

  private final TestCluster cluster = TestCluster.create();
  private final ApiServer api = cluster.api;

  @Test
  void everyPortOfANodePortServiceGetsAPortOfTheNode() {
    Service service =
        api.create(
            service(
                "a",
                "{type: NodePort, ports: [{name: a, port: 80}, {name: b, port: 53, protocol:"
                    + " UDP}]}"));
    assertThat(service.spec().ports())
        .extracting(ServicePort::nodePort)
        .allMatch(port -> port >= 30_000 && port <= 32_767)
        .doesNotHaveDuplicates();
    assertThat(leases())
        .extracting(lease -> lease.spec().holderIdentity())
        .containsExactly("default/a", "default/a");
  }

  @Test
  void apiServersThatShareAStoreGiveOutEachPortOnce() {
    ApiConfig few =
        ApiConfig.defaults()
            .withServiceAddresses(AddressRange.parse("127.96.7.0/29"))
            .withNodePorts(new PortRange(30_001, 30_004));
    List<ApiServer> both = List.of(over(few), over(few));
    Set<Integer> ports = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      Service made =
          both.get(i % 2).create(service("s" + i, "{type: NodePort, ports: [{port: 80}]}"));
      ports.add(made.spec().ports().get(0).nodePort());
    }
    assertThat(ports).containsExactlyInAnyOrder(30_001, 30_002, 30_003, 30_004);
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(
            () -> both.get(0).create(service("s4", "{type: NodePort, ports: [{port: 80}]}")))
        .withMessage("failed to allocate a nodePort: range is full (30001-30004)");
    assertThat(api.list(Query.of(ResourceType.IP_ADDRESS)).items())
        .as("what was refused keeps no address")
        .hasSize(4);
  }

  @Test
  void aPortCanBeChosenOnce() {
    api.create(service("a", "{type: NodePort, ports: [{port: 80, nodePort: 30080}]}"));
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(
            () ->
                api.create(service("b", "{type: NodePort, ports: [{port: 80, nodePort: 30080}]}")))
        .withMessage(
            "Service \"b\" is invalid: spec.ports[0].nodePort: Invalid value: 30080: provided port"
                + " is already allocated");
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(
            () -> api.create(service("b", "{type: NodePort, ports: [{port: 80, nodePort: 80}]}")))
        .withMessageContaining("The range of valid ports is 30000-32767");
  }

  @Test
  void aSecondServiceOfTheNameTakesNoPortAway() {
    String spec = "{type: NodePort, ports: [{port: 80, nodePort: 30080}]}";
    api.create(service("a", spec));
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.create(service("a", spec)))
        .withMessage("services \"a\" already exists");
    assertThat(leases()).hasSize(1);
  }

  @Test
  void oneNumberServesBothProtocolsOfAService() {
    Service service =
        api.create(
            service(
                "dns",
                "{type: NodePort, ports: [{name: u, port: 53, protocol: UDP, nodePort: 30053},"
                    + " {name: t, port: 53, nodePort: 30053}]}"));
    assertThat(service.spec().ports()).extracting(ServicePort::nodePort).containsOnly(30_053);
    assertThat(leases()).hasSize(1);
  }

  @Test
  void aDeletedServiceGivesItsPortsBack() {
    api.create(service("a", "{type: NodePort, ports: [{port: 80, nodePort: 30080}]}"));
    api.delete(ResourceType.SERVICE, "default", "a", DeleteOptions.defaults());
    assertThat(leases()).isEmpty();
    api.create(service("b", "{type: NodePort, ports: [{port: 80, nodePort: 30080}]}"));
  }

  @Test
  void anUpdateKeepsThePortsThatItDoesNotName() {
    int before = nodePort(api.create(service("a", "{type: NodePort, ports: [{port: 80}]}")));
    api.apply(List.of(service("a", "{type: NodePort, selector: {app: b}, ports: [{port: 80}]}")));
    assertThat(nodePort(stored("a"))).isEqualTo(before);
  }

  @Test
  void aServiceThatIsNoLongerExposedGivesItsPortsBack() {
    Service exposed = api.create(service("a", "{type: NodePort, ports: [{port: 80}]}"));
    api.update(exposed.withSpec(exposed.spec().withType("ClusterIP")));
    assertThat(stored("a").spec().ports().get(0).nodePort()).isNull();
    assertThat(leases()).isEmpty();
    Service plain = stored("a");
    api.update(plain.withSpec(plain.spec().withType("NodePort")));
    assertThat(nodePort(stored("a"))).isPositive();
  }

  @Test
  void aLoadBalancersAddressIsTheServicesOwnAtOnce() {
    Service service = api.create(service("a", "{type: LoadBalancer, ports: [{port: 80}]}"));
    assertThat(nodePort(service)).isPositive();
    assertThat(ingress(service)).containsExactly(service.spec().clusterIP());
    Service plain = api.update(service.withSpec(service.spec().withType("ClusterIP")));
    assertThat(plain.status().loadBalancer()).isNull();
  }

  @Test
  void aLoadBalancerMayAskForAnAddressAndForNoNodePorts() {
    Service service =
        api.create(
            service(
                "a",
                "{type: LoadBalancer, loadBalancerIP: 127.0.0.1, allocateLoadBalancerNodePorts:"
                    + " false, ports: [{port: 80}]}"));
    assertThat(ingress(service)).containsExactly("127.0.0.1");
    assertThat(service.spec().ports().get(0).nodePort()).isNull();
  }

  @Test
  void aLoadBalancerOfAClassIsLeftToItsController() {
    Service service =
        api.create(
            service("a", "{type: LoadBalancer, loadBalancerClass: x.io/lb, ports: [{port: 80}]}"));
    assertThat(service.status().loadBalancer()).isNull();
  }

  @Test
  void aLocalLoadBalancerHasAHealthCheckPort() {
    ServiceSpec spec =
        api.create(
                service(
                    "a", "{type: LoadBalancer, externalTrafficPolicy: Local, ports: [{port: 80}]}"))
            .spec();
    assertThat(spec.healthCheckNodePort()).isBetween(30_000, 32_767);
    assertThat(spec.healthCheckNodePort()).isNotEqualTo(spec.ports().get(0).nodePort());
    api.delete(ResourceType.SERVICE, "default", "a", DeleteOptions.defaults());
    assertThat(leases()).isEmpty();
  }

  private ApiServer over(ApiConfig config) {
    return ApiServer.over(cluster.store, config);
  }

  private Service stored(String name) {
    return api.get(ResourceType.SERVICE, "default", name);
  }

  private List<Lease> leases() {
    return api.list(Query.of(ResourceType.LEASE).in("kube-system")).items();
  }

  private static int nodePort(Service service) {
    return service.spec().ports().get(0).nodePort();
  }

  private static List<String> ingress(Service service) {
    return service.status().loadBalancer().ingress().stream().map(LoadBalancerIngress::ip).toList();
  }

  private static Service service(String name, String spec) {
    return TestCluster.object(
        Service.class,
        "apiVersion: v1\nkind: Service\nmetadata: {name: %s}\nspec:\n%s"
            .formatted(name, spec.indent(2)));
  }
}

package io.kubelette.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.model.Endpoint;
import io.kubelette.model.EndpointBuilder;
import io.kubelette.model.EndpointConditionsBuilder;
import io.kubelette.model.EndpointPort;
import io.kubelette.model.EndpointPortBuilder;
import io.kubelette.model.EndpointSlice;
import io.kubelette.model.EndpointSliceBuilder;
import io.kubelette.model.ObjectMetaBuilder;
import io.kubelette.model.Service;
import io.kubelette.model.ServiceBuilder;
import io.kubelette.model.ServicePort;
import io.kubelette.model.ServicePortBuilder;
import io.kubelette.model.ServiceSpec;
import io.kubelette.model.ServiceSpecBuilder;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RoutingTableTest {

  private static final String IP = "127.96.0.1";

  private final Service web = service("web", port("http", "TCP", 80));
  private final EndpointSlice webSlice =
      slice("web", List.of(slicePort("http", "TCP", 8080)), ready("10.0.0.1"), ready("10.0.0.2"));

  @Test
  void everyReadyEndpointOfAServicePortIsRouted() {
    assertThat(RoutingTable.of(List.of(web), List.of(webSlice)).routes())
        .containsExactly(
            Route.of(
                new ServicePortName("default", "web", "http"),
                Protocol.TCP,
                at(IP, 80),
                List.of(at("10.0.0.1", 8080), at("10.0.0.2", 8080))));
  }

  @Test
  void theOrderOfWhatIsFoundDoesNotMatter() {
    Service dns = service("dns", port("dns", "UDP", 53));
    EndpointSlice one = slice("dns", List.of(slicePort("dns", "UDP", 53)), ready("10.0.0.9"));
    EndpointSlice two =
        renamed(
            "dns-2",
            slice(
                "dns",
                List.of(slicePort("dns", "UDP", 53)),
                ready("10.0.0.10"),
                ready("10.0.0.9")));
    RoutingTable table = RoutingTable.of(List.of(web, dns), List.of(one, two, webSlice));
    assertThat(table).isEqualTo(RoutingTable.of(List.of(dns, web), List.of(webSlice, two, one)));
    assertThat(table.routes().get(0).endpoints())
        .containsExactly(at("10.0.0.9", 53), at("10.0.0.10", 53));
  }

  @Test
  void endpointsThatAreNotReadyAreLeftOut() {
    EndpointSlice slice =
        slice(
            "web",
            List.of(slicePort("http", "TCP", 8080)),
            endpoint("10.0.0.1", false),
            endpoint("10.0.0.2", true),
            endpoint("10.0.0.3", null));
    assertThat(RoutingTable.of(List.of(web), List.of(slice)).routes().get(0).endpoints())
        .containsExactly(at("10.0.0.2", 8080), at("10.0.0.3", 8080));
  }

  @Test
  void portsAreMatchedByNameAndProtocol() {
    Service both = service("dns", port("dns", "UDP", 53), port("dns-tcp", null, 53));
    EndpointSlice slice =
        slice(
            "dns",
            List.of(slicePort("dns", "UDP", 1053), slicePort("dns-tcp", null, 2053)),
            ready("10.0.0.1"));
    List<Route> routes = RoutingTable.of(List.of(both), List.of(slice)).routes();
    assertThat(routes).extracting(Route::protocol).containsExactly(Protocol.UDP, Protocol.TCP);
    assertThat(routes)
        .extracting(route -> route.endpoints().get(0).getPort())
        .containsExactly(1053, 2053);
  }

  @Test
  void anUnnamedPortHasTheEmptyName() {
    Service plain = service("plain", port(null, "TCP", 80));
    EndpointSlice slice = slice("plain", List.of(slicePort("", null, 8080)), ready("10.0.0.1"));
    Route route = RoutingTable.of(List.of(plain), List.of(slice)).routes().get(0);
    assertThat(route.name()).isEqualTo(ServicePortName.of("default", "plain"));
    assertThat(route.endpoints()).containsExactly(at("10.0.0.1", 8080));
  }

  @Test
  void slicesOfOtherServicesAndNamespacesAreIgnored() {
    EndpointSlice other = slice("other", List.of(slicePort("http", "TCP", 1)), ready("10.0.0.7"));
    EndpointSlice elsewhere =
        webSlice.withMetadata(
            ObjectMetaBuilder.builder(webSlice.metadata()).namespace("elsewhere").build());
    assertThat(RoutingTable.of(List.of(web), List.of(other, elsewhere)).routes().get(0).endpoints())
        .isEmpty();
  }

  @Test
  void headlessServicesHaveNoRouteAndNoObjection() {
    Service headless = with(web, spec -> spec.withClusterIP("None"));
    assertThat(RoutingTable.of(List.of(headless), List.of(webSlice)).routes()).isEmpty();
    assertThat(RouteDerivation.objections(headless)).isEmpty();
  }

  @Test
  void externalNameServicesAreRefusedWithAReason() {
    Service alias =
        with(
            web,
            spec ->
                ServiceSpecBuilder.builder(spec)
                    .type("ExternalName")
                    .clusterIP("")
                    .externalName("example.org")
                    .build());
    assertThat(RoutingTable.of(List.of(alias), List.of(webSlice)).routes()).isEmpty();
    assertThat(RouteDerivation.objections(alias).get(0)).contains("ExternalName");
  }

  @Test
  void portsThatCannotBeCarriedAreRefusedWithAReasonAndTheOthersServed() {
    Service mixed = service("mixed", port("a", "SCTP", 1), port("b", "TCP", 2));
    assertThat(RoutingTable.of(List.of(mixed), List.of()).routes())
        .extracting(route -> route.name().port())
        .containsExactly("b");
    assertThat(RouteDerivation.objections(mixed).get(0)).contains("port a");
  }

  @Test
  void namesAreNeverResolved() {
    Service named = with(web, spec -> spec.withClusterIP("localhost"));
    assertThat(RoutingTable.of(List.of(named), List.of(webSlice)).routes()).isEmpty();
    EndpointSlice names =
        slice("web", List.of(slicePort("http", "TCP", 80)), ready("localhost"), ready("10.0.0.1"));
    assertThat(RoutingTable.of(List.of(web), List.of(names)).routes().get(0).endpoints())
        .containsExactly(at("10.0.0.1", 80));
  }

  @Test
  void theAnnotationChoosesTheBalancing() {
    Service random =
        web.withMetadata(
            ObjectMetaBuilder.builder(web.metadata())
                .annotations(Map.of(Balancing.ANNOTATION, "random"))
                .build());
    assertThat(RoutingTable.of(List.of(random), List.of()).routes().get(0).settings().balancing())
        .isEqualTo(Balancing.RANDOM);
  }

  @Test
  void twoRoutesOfOneNameAreRefused() {
    Route route = RoutingTable.of(List.of(web), List.of()).routes().get(0);
    assertThatThrownBy(() -> new RoutingTable(List.of(route, route)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static InetSocketAddress at(String ip, int port) {
    return new InetSocketAddress(ip, port);
  }

  private static Service with(Service service, UnaryOperator<ServiceSpec> change) {
    return ServiceBuilder.builder(service).spec(change.apply(service.spec())).build();
  }

  private static Service service(String name, ServicePort... ports) {
    return ServiceBuilder.builder()
        .metadata(ObjectMetaBuilder.builder().namespace("default").name(name).build())
        .spec(ServiceSpecBuilder.builder().clusterIP(IP).ports(Arrays.asList(ports)).build())
        .build();
  }

  private static ServicePort port(String name, String protocol, int number) {
    return ServicePortBuilder.builder().name(name).protocol(protocol).port(number).build();
  }

  private static EndpointSlice slice(
      String service, List<EndpointPort> ports, Endpoint... endpoints) {
    return EndpointSliceBuilder.builder()
        .metadata(
            ObjectMetaBuilder.builder()
                .namespace("default")
                .name(service + "-1")
                .labels(Map.of(RoutingTable.SERVICE_NAME_LABEL, service))
                .build())
        .addressType("IPv4")
        .ports(ports)
        .endpoints(Arrays.asList(endpoints))
        .build();
  }

  private static EndpointSlice renamed(String name, EndpointSlice slice) {
    return slice.withMetadata(ObjectMetaBuilder.builder(slice.metadata()).name(name).build());
  }

  private static EndpointPort slicePort(String name, String protocol, int number) {
    return EndpointPortBuilder.builder().name(name).protocol(protocol).port(number).build();
  }

  private static Endpoint ready(String ip) {
    return endpoint(ip, true);
  }

  private static Endpoint endpoint(String ip, Boolean ready) {
    return EndpointBuilder.builder()
        .addresses(List.of(ip))
        .conditions(EndpointConditionsBuilder.builder().ready(ready).build())
        .build();
  }
}

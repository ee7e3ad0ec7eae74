package io.kubelette.proxy.nio;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.service.Protocol;
import io.kubelette.service.Route;
import io.kubelette.service.RoutingTable;
import io.kubelette.service.ServicePortName;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableDiffTest {

  private static final ServicePortName NAME = ServicePortName.of("default", "web");

  private final Route web = route(Protocol.TCP, 80, 8080);
  private final RoutingTable before = new RoutingTable(List.of(web));

  @Test
  void equalTablesDifferInNothing() {
    assertDiff(before, List.of(), List.of(), List.of());
  }

  @Test
  void aRouteThatGoesIsRemoved() {
    assertDiff(RoutingTable.empty(), List.of(NAME), List.of(), List.of());
  }

  @Test
  void otherEndpointsChangeTheRouteInPlace() {
    Route more = route(Protocol.TCP, 80, 8080, 8081);
    assertDiff(new RoutingTable(List.of(more)), List.of(), List.of(), List.of(more));
  }

  @Test
  void anotherFrontendChangesTheRouteInPlace() {
    Route moved = route(Protocol.TCP, 81, 8080);
    assertDiff(new RoutingTable(List.of(moved)), List.of(), List.of(), List.of(moved));
  }

  @Test
  void anotherProtocolMakesAnotherRoute() {
    Route udp = route(Protocol.UDP, 80, 8080);
    assertDiff(new RoutingTable(List.of(udp)), List.of(NAME), List.of(udp), List.of());
  }

  private void assertDiff(
      RoutingTable after, List<ServicePortName> removed, List<Route> added, List<Route> changed) {
    assertThat(TableDiff.between(before, after)).isEqualTo(new TableDiff(removed, added, changed));
  }

  private static Route route(Protocol protocol, int frontend, Integer... endpoints) {
    return Route.of(
        NAME,
        protocol,
        new InetSocketAddress("127.96.0.1", frontend),
        Arrays.stream(endpoints).map(port -> new InetSocketAddress("127.0.0.1", port)).toList());
  }
}

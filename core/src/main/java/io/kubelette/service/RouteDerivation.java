package io.kubelette.service;

import io.kubelette.model.Endpoint;
import io.kubelette.model.EndpointPort;
import io.kubelette.model.EndpointSlice;
import io.kubelette.model.Service;
import io.kubelette.model.ServicePort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From Services and EndpointSlices to routes.
 *
 * <p>Pure: what cannot be routed is left out here, and {@link #objection} says why.
 */
final class RouteDerivation {

  private record ServiceKey(String namespace, String name) {}

  private final Map<ServiceKey, List<EndpointSlice>> slices;

  private RouteDerivation(Collection<EndpointSlice> slices) {
    this.slices = slices.stream().collect(Collectors.groupingBy(RouteDerivation::serviceOf));
  }

  static List<Route> routes(Collection<Service> services, Collection<EndpointSlice> slices) {
    RouteDerivation derivation = new RouteDerivation(slices);
    // The first of two ports of one name stands; the API refuses such services, other sources may
    // not.
    Set<ServicePortName> seen = new HashSet<>();
    return services.stream()
        .flatMap(derivation::routesOf)
        .filter(route -> seen.add(route.name()))
        .toList();
  }

  /** Why a service, or a port of it, gets no route although it asks for one. */
  static Optional<String> objection(Service service) {
    if ("ExternalName".equals(service.spec().type())) {
      return Optional.of("an ExternalName service is a DNS alias, and there is no cluster DNS");
    }
    if (isHeadless(service) || !hasClusterIp(service)) {
      return Optional.empty();
    }
    if (NumericAddresses.parse(clusterIp(service)).isEmpty()) {
      return Optional.of("its clusterIP is not an address: " + clusterIp(service));
    }
    return service.spec().ports().stream()
        .filter(port -> !isPortNumber(port.port()) || protocol(port.protocol()).isEmpty())
        .findFirst()
        .map(port -> "its port " + text(port.name()) + " needs a number, and TCP or UDP");
  }

  static ServicePortName nameOf(Service service) {
    return ServicePortName.of(
        text(service.metadata().namespace()), text(service.metadata().name()));
  }

  private Stream<Route> routesOf(Service service) {
    if ("ExternalName".equals(service.spec().type()) || isHeadless(service)) {
      return Stream.empty();
    }
    Optional<InetAddress> address = NumericAddresses.parse(clusterIp(service));
    return address.stream()
        .flatMap(ip -> service.spec().ports().stream().flatMap(port -> route(service, ip, port)));
  }

  private Stream<Route> route(Service service, InetAddress ip, ServicePort port) {
    Integer number = port.port();
    Optional<Protocol> protocol = protocol(port.protocol());
    if (number == null || !isPortNumber(number) || protocol.isEmpty()) {
      return Stream.empty();
    }
    ServiceKey key =
        new ServiceKey(text(service.metadata().namespace()), text(service.metadata().name()));
    String name = text(port.name());
    List<InetSocketAddress> endpoints =
        slices.getOrDefault(key, List.of()).stream()
            .flatMap(slice -> endpoints(slice, name, protocol.get()))
            .toList();
    return Stream.of(
        new Route(
            new ServicePortName(key.namespace(), key.name(), name),
            protocol.get(),
            new InetSocketAddress(ip, number),
            endpoints,
            Balancing.of(service.metadata().annotations().get(Balancing.ANNOTATION))));
  }

  private static Stream<InetSocketAddress> endpoints(
      EndpointSlice slice, String portName, Protocol protocol) {
    return slice.ports().stream()
        .filter(port -> text(port.name()).equals(portName))
        .filter(port -> protocol(port.protocol()).filter(protocol::equals).isPresent())
        .map(EndpointPort::port)
        .filter(RouteDerivation::isPortNumber)
        .flatMap(
            number ->
                slice.endpoints().stream()
                    .filter(RouteDerivation::isReady)
                    .flatMap(RouteDerivation::address)
                    .map(ip -> new InetSocketAddress(ip, number)));
  }

  private static boolean isReady(Endpoint endpoint) {
    // EndpointConditions.ready: "nil should be interpreted as true".
    return endpoint.conditions() == null || !Boolean.FALSE.equals(endpoint.conditions().ready());
  }

  private static Stream<InetAddress> address(Endpoint endpoint) {
    // The addresses of one endpoint are interchangeable: the first stands for all.
    return endpoint.addresses().stream()
        .limit(1)
        .flatMap(text -> NumericAddresses.parse(text).stream());
  }

  private static ServiceKey serviceOf(EndpointSlice slice) {
    return new ServiceKey(
        text(slice.metadata().namespace()),
        slice.metadata().labels().getOrDefault(RoutingTable.SERVICE_NAME_LABEL, ""));
  }

  private static boolean isPortNumber(@Nullable Integer port) {
    return port != null && port > 0 && port <= 65_535;
  }

  private static boolean isHeadless(Service service) {
    return "None".equals(service.spec().clusterIP());
  }

  private static boolean hasClusterIp(Service service) {
    return !clusterIp(service).isEmpty();
  }

  private static String clusterIp(Service service) {
    return text(service.spec().clusterIP());
  }

  private static Optional<Protocol> protocol(@Nullable String name) {
    return switch (name == null ? "TCP" : name) {
      case "TCP" -> Optional.of(Protocol.TCP);
      case "UDP" -> Optional.of(Protocol.UDP);
      default -> Optional.empty();
    };
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}

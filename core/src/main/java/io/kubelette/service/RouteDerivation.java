package io.kubelette.service;

import io.kubelette.model.EndpointSlice;
import io.kubelette.model.LoadBalancerIngress;
import io.kubelette.model.Service;
import io.kubelette.model.ServicePort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From a Service and its EndpointSlices to routes.
 *
 * <p>Pure: what cannot be routed is left out here, and {@link #objections} says why.
 *
 * @param routes one for each port that can be carried
 * @param healthChecks one for each address of the node, if the service has a health check port
 */
record RouteDerivation(List<Route> routes, List<HealthCheck> healthChecks) {

  private static final RouteDerivation NOTHING = new RouteDerivation(List.of(), List.of());

  /** An address from which no client can come. */
  private static final SourceRange NOBODY =
      new SourceRange(NumericAddresses.parse("0.0.0.0").orElseThrow(), 32);

  static RouteDerivation of(Service service, Collection<EndpointSlice> slices, ProxyNode node) {
    Optional<InetAddress> address = NumericAddresses.parse(clusterIp(service));
    if (isExternalName(service) || isHeadless(service) || address.isEmpty()) {
      return NOTHING;
    }
    RouteSettings settings = ServiceSettings.of(service);
    List<Route> routes = new ArrayList<>();
    // The first of two ports of one name stands; the API refuses such services, other sources may
    // not.
    Set<String> seen = new HashSet<>();
    for (ServicePort port : service.spec().ports()) {
      if (isCarried(port) && seen.add(text(port.name()))) {
        ServiceEndpoints endpoints = ServiceEndpoints.of(slices, port, node);
        Route route =
            new Route(
                nameOf(service, text(port.name())),
                protocol(port.protocol()).orElseThrow(),
                entrances(service, port, endpoints, node),
                settings);
        routes.add(route);
        node.containerAddresses().stream()
            .map(host -> forContainers(route, host))
            .forEach(routes::add);
      }
    }
    return new RouteDerivation(routes, healthChecks(service, slices, node));
  }

  /**
   * The way from inside containers: a route of its own, since it has a port of its own where
   * another service has taken the port there.
   */
  private static Route forContainers(Route route, InetAddress host) {
    Entrance own = route.entrances().get(0);
    InetSocketAddress at = new InetSocketAddress(host, own.address().getPort());
    return new Route(
        route.name().forContainers(),
        route.protocol(),
        List.of(new Entrance(at, own.endpoints())),
        route.settings());
  }

  /** Why a service, or a part of it, is not served although it asks for it. */
  static List<String> objections(Service service) {
    if (isExternalName(service)) {
      return List.of(
          "an ExternalName service is a DNS alias, and there is no cluster DNS: connect to "
              + text(service.spec().externalName()));
    }
    if (isHeadless(service) || clusterIp(service).isEmpty()) {
      return List.of();
    }
    if (NumericAddresses.parse(clusterIp(service)).isEmpty()) {
      return List.of("its clusterIP is not an address: " + clusterIp(service));
    }
    List<String> objections = new ArrayList<>(ServiceSettings.problems(service));
    service.spec().ports().stream()
        .filter(port -> !isCarried(port))
        .map(port -> "its port " + text(port.name()) + " needs a number, and TCP or UDP")
        .forEach(objections::add);
    service.spec().loadBalancerSourceRanges().stream()
        .filter(text -> SourceRange.parse(text).isEmpty())
        .map(text -> "its loadBalancerSourceRanges has no range: " + text)
        .forEach(objections::add);
    return objections;
  }

  static ServicePortName nameOf(Service service, String port) {
    return new ServicePortName(
        text(service.metadata().namespace()), text(service.metadata().name()), port);
  }

  private static List<Entrance> entrances(
      Service service, ServicePort port, ServiceEndpoints endpoints, ProxyNode node) {
    int number = port.port() == null ? 0 : port.port();
    List<RouteEndpoint> inside = endpoints.under(service.spec().internalTrafficPolicy());
    List<RouteEndpoint> outside = endpoints.under(service.spec().externalTrafficPolicy());
    List<Entrance> entrances = new ArrayList<>();
    entrances.add(
        new Entrance(
            new InetSocketAddress(NumericAddresses.parse(clusterIp(service)).orElseThrow(), number),
            inside));
    if (isExposed(service) && isPortNumber(port.nodePort())) {
      node.nodePortAddresses().stream()
          .map(address -> new InetSocketAddress(address, port.nodePort()))
          .forEach(address -> entrances.add(new Entrance(address, outside)));
    }
    at(service.spec().externalIPs().stream(), number)
        .forEach(address -> entrances.add(new Entrance(address, outside)));
    // Kubernetes: the ranges count for the balancer's addresses alone.
    List<SourceRange> sources = sources(service);
    at(ingress(service), number)
        .forEach(address -> entrances.add(new Entrance(address, outside, sources)));
    return entrances;
  }

  private static Stream<InetSocketAddress> at(Stream<String> addresses, int port) {
    return addresses
        .flatMap(text -> NumericAddresses.parse(text).stream())
        .map(address -> new InetSocketAddress(address, port));
  }

  private static List<SourceRange> sources(Service service) {
    List<String> texts = service.spec().loadBalancerSourceRanges();
    List<SourceRange> ranges =
        texts.stream().flatMap(text -> SourceRange.parse(text).stream()).toList();
    // Where none can be read nobody comes in: the service asked for a restriction.
    return ranges.isEmpty() && !texts.isEmpty() ? List.of(NOBODY) : ranges;
  }

  private static Stream<String> ingress(Service service) {
    if (!"LoadBalancer".equals(service.spec().type()) || service.status().loadBalancer() == null) {
      return Stream.empty();
    }
    return service.status().loadBalancer().ingress().stream()
        // Kubernetes: traffic to addresses of mode Proxy belongs to the balancer, not to the node.
        .filter(one -> !"Proxy".equals(one.ipMode()))
        .map(LoadBalancerIngress::ip)
        .flatMap(Stream::ofNullable);
  }

  private static List<HealthCheck> healthChecks(
      Service service, Collection<EndpointSlice> slices, ProxyNode node) {
    Integer port = service.spec().healthCheckNodePort();
    boolean asked =
        "LoadBalancer".equals(service.spec().type())
            && "Local".equals(service.spec().externalTrafficPolicy());
    if (!asked || !isPortNumber(port) || port == null) {
      return List.of();
    }
    int local = ServiceEndpoints.localReady(slices, node);
    ServicePortName name = nameOf(service, "");
    return node.nodePortAddresses().stream()
        .map(
            address ->
                new HealthCheck(
                    name.namespace(), name.service(), new InetSocketAddress(address, port), local))
        .toList();
  }

  private static boolean isCarried(ServicePort port) {
    return isPortNumber(port.port()) && protocol(port.protocol()).isPresent();
  }

  static boolean isPortNumber(@Nullable Integer port) {
    return port != null && port > 0 && port <= 65_535;
  }

  private static boolean isExternalName(Service service) {
    return "ExternalName".equals(service.spec().type());
  }

  private static boolean isExposed(Service service) {
    return "NodePort".equals(service.spec().type()) || "LoadBalancer".equals(service.spec().type());
  }

  private static boolean isHeadless(Service service) {
    return "None".equals(service.spec().clusterIP());
  }

  private static String clusterIp(Service service) {
    return text(service.spec().clusterIP());
  }

  static Optional<Protocol> protocol(@Nullable String name) {
    return switch (name == null ? "TCP" : name) {
      case "TCP" -> Optional.of(Protocol.TCP);
      case "UDP" -> Optional.of(Protocol.UDP);
      default -> Optional.empty();
    };
  }

  static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}

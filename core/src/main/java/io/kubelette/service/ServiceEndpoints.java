package io.kubelette.service;

import io.kubelette.model.Endpoint;
import io.kubelette.model.EndpointConditions;
import io.kubelette.model.EndpointHints;
import io.kubelette.model.EndpointPort;
import io.kubelette.model.EndpointSlice;
import io.kubelette.model.ForNode;
import io.kubelette.model.ForZone;
import io.kubelette.model.ServicePort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of one service port, and which of them take new connections. Pure.
 *
 * <p>Source: KEP-1669. The ready ones do; where none is ready, those that still serve while they
 * terminate, so that the last pods of a service serve until others are there.
 */
final class ServiceEndpoints {

  /** Whether an endpoint takes connections. */
  private enum Standing {
    READY,
    LEAVING,
    NONE
  }

  /** For whom an endpoint is meant. */
  private enum Hint {
    NONE,
    HERE,
    ELSEWHERE
  }

  /**
   * One that may get connections.
   *
   * @param node whether it is meant for this node
   * @param zone whether it is meant for this node's zone
   */
  private record Candidate(
      RouteEndpoint endpoint, Standing standing, boolean local, Hint node, Hint zone) {}

  private final List<Candidate> candidates;

  private ServiceEndpoints(List<Candidate> candidates) {
    this.candidates = candidates;
  }

  static ServiceEndpoints of(Collection<EndpointSlice> slices, ServicePort port, ProxyNode node) {
    return new ServiceEndpoints(
        slices.stream().flatMap(slice -> candidates(slice, port, node)).toList());
  }

  /** How many endpoints on the node are ready, whatever their ports. */
  static int localReady(Collection<EndpointSlice> slices, ProxyNode node) {
    return (int)
        slices.stream()
            .flatMap(slice -> slice.endpoints().stream())
            .filter(endpoint -> standing(endpoint) == Standing.READY && isLocal(endpoint, node))
            .flatMap(endpoint -> endpoint.addresses().stream().limit(1))
            .distinct()
            .count();
  }

  /**
   * Those that take new connections.
   *
   * @param policy {@code Local} for those on the node alone
   */
  List<RouteEndpoint> under(@Nullable String policy) {
    List<Candidate> allowed =
        candidates.stream().filter(one -> !"Local".equals(policy) || one.local()).toList();
    List<RouteEndpoint> ready = of(near(allowed), Standing.READY);
    return ready.isEmpty() ? of(allowed, Standing.LEAVING) : ready;
  }

  /**
   * Those meant for this node, where every ready one says for which it is meant and one of them is;
   * else, likewise, those meant for its zone.
   *
   * <p>Source: KEP-3015 (PreferSameNode, PreferSameZone), KEP-2433 (topology aware routing).
   */
  private static List<Candidate> near(List<Candidate> allowed) {
    List<Candidate> ready =
        allowed.stream().filter(one -> one.standing() == Standing.READY).toList();
    return meant(ready, Candidate::node).or(() -> meant(ready, Candidate::zone)).orElse(allowed);
  }

  private static Optional<List<Candidate>> meant(
      List<Candidate> ready, Function<Candidate, Hint> hint) {
    List<Candidate> here = ready.stream().filter(one -> hint.apply(one) == Hint.HERE).toList();
    boolean allSay = ready.stream().noneMatch(one -> hint.apply(one) == Hint.NONE);
    return allSay && !here.isEmpty() ? Optional.of(here) : Optional.empty();
  }

  private static List<RouteEndpoint> of(List<Candidate> candidates, Standing standing) {
    return candidates.stream()
        .filter(one -> one.standing() == standing)
        .map(Candidate::endpoint)
        .toList();
  }

  private static Stream<Candidate> candidates(
      EndpointSlice slice, ServicePort wanted, ProxyNode node) {
    Optional<Protocol> protocol = RouteDerivation.protocol(wanted.protocol());
    String name = RouteDerivation.text(wanted.name());
    int weight = weight(slice);
    return slice.ports().stream()
        .filter(port -> RouteDerivation.text(port.name()).equals(name))
        .filter(port -> RouteDerivation.protocol(port.protocol()).equals(protocol))
        .map(EndpointPort::port)
        .filter(RouteDerivation::isPortNumber)
        .flatMap(
            number ->
                slice.endpoints().stream()
                    .flatMap(
                        endpoint ->
                            address(endpoint)
                                .map(ip -> new InetSocketAddress(ip, number))
                                .flatMap(at -> reached(at, protocol, node))
                                .map(at -> new RouteEndpoint(at, weight))
                                .map(
                                    at ->
                                        new Candidate(
                                            at,
                                            standing(endpoint),
                                            isLocal(endpoint, node),
                                            nodeHint(endpoint, node),
                                            zoneHint(endpoint, node)))));
  }

  private static Stream<InetSocketAddress> reached(
      InetSocketAddress endpoint, Optional<Protocol> protocol, ProxyNode node) {
    return protocol.flatMap(spoken -> node.reach().of(endpoint, spoken)).stream();
  }

  private static Hint nodeHint(Endpoint endpoint, ProxyNode node) {
    EndpointHints hints = endpoint.hints();
    return hints == null
        ? Hint.NONE
        : hint(hints.forNodes().stream().map(ForNode::name).toList(), node.name());
  }

  private static Hint zoneHint(Endpoint endpoint, ProxyNode node) {
    EndpointHints hints = endpoint.hints();
    return hints == null
        ? Hint.NONE
        : hint(hints.forZones().stream().map(ForZone::name).toList(), node.zone());
  }

  private static Hint hint(List<@Nullable String> meantFor, String own) {
    if (meantFor.isEmpty() || own.isEmpty()) {
      return Hint.NONE;
    }
    return meantFor.contains(own) ? Hint.HERE : Hint.ELSEWHERE;
  }

  private static Standing standing(Endpoint endpoint) {
    EndpointConditions conditions = endpoint.conditions();
    // EndpointConditions: what is unknown counts as ready, and as serving where it is ready.
    if (conditions == null || !Boolean.FALSE.equals(conditions.ready())) {
      return Standing.READY;
    }
    boolean leaving =
        Boolean.TRUE.equals(conditions.serving()) && Boolean.TRUE.equals(conditions.terminating());
    return leaving ? Standing.LEAVING : Standing.NONE;
  }

  private static boolean isLocal(Endpoint endpoint, ProxyNode node) {
    return node.name().isEmpty() || node.name().equals(endpoint.nodeName());
  }

  private static Stream<InetAddress> address(Endpoint endpoint) {
    // The addresses of one endpoint are interchangeable: the first stands for all.
    return endpoint.addresses().stream()
        .limit(1)
        .flatMap(text -> NumericAddresses.parse(text).stream());
  }

  private static int weight(EndpointSlice slice) {
    String text = slice.metadata().annotations().get(RouteEndpoint.WEIGHT_ANNOTATION);
    boolean readable = text != null && text.matches("[0-9]{1,4}");
    return readable ? Math.min(RouteEndpoint.MAX_WEIGHT, Integer.parseInt(text)) : 1;
  }
}

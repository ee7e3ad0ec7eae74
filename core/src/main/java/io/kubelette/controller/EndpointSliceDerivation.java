package io.kubelette.controller;

import io.kubelette.api.EventRecorder;
import io.kubelette.api.Pods;
import io.kubelette.model.ContainerPort;
import io.kubelette.model.Endpoint;
import io.kubelette.model.EndpointBuilder;
import io.kubelette.model.EndpointConditions;
import io.kubelette.model.EndpointHints;
import io.kubelette.model.EndpointPort;
import io.kubelette.model.EndpointPortBuilder;
import io.kubelette.model.EndpointSlice;
import io.kubelette.model.EndpointSliceBuilder;
import io.kubelette.model.ForNode;
import io.kubelette.model.ForZone;
import io.kubelette.model.IntOrString;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.ObjectMetaBuilder;
import io.kubelette.model.ObjectReference;
import io.kubelette.model.Pod;
import io.kubelette.model.Service;
import io.kubelette.model.ServicePort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The EndpointSlices of a service, from the pods that it selects. Pure.
 *
 * <p>Pods whose named target ports are different numbers stand in different slices, since a slice
 * has one list of ports; so do pods of different weight, which is an annotation of theirs and
 * becomes one of the slice. A slice's name is derived from what its pods have in common, so it
 * stays the same as pods come and go.
 */
final class EndpointSliceDerivation {

  static final String SERVICE_NAME = "kubernetes.io/service-name";
  static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
  static final String MANAGER = "endpointslice-controller.kubelette.io";

  private static final String HEADLESS = "service.kubernetes.io/headless";

  /** Kubernetes names slices with letters that form no words; five of them are enough here. */
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

  /** Kubernetes: a slice holds up to 100 endpoints. */
  private static final int SLICE_LIMIT = 100;

  /** A pod's share of new connections; the service proxy reads it from the slice. */
  private static final String WEIGHT = "kubelette.io/weight";

  /** What all endpoints of a slice have in common. */
  private record Kind(List<EndpointPort> ports, String weight) {

    static Kind of(Service service, Pod pod) {
      return new Kind(
          EndpointSliceDerivation.ports(service, pod),
          pod.metadata().annotations().getOrDefault(WEIGHT, ""));
    }

    /** Without a weight just the ports, as names were made before there were weights. */
    String text() {
      return weight.isEmpty() ? ports.toString() : ports + "*" + weight;
    }
  }

  private EndpointSliceDerivation() {}

  /** Whether the service's endpoints are the pods that it selects. */
  static boolean isDerived(Service service) {
    return !service.spec().selector().isEmpty() && !"ExternalName".equals(service.spec().type());
  }

  /** Whether the service selects the pod. */
  static boolean selects(Service service, Pod pod) {
    return isDerived(service)
        && pod.metadata().labels().entrySet().containsAll(service.spec().selector().entrySet());
  }

  /**
   * The slices, sorted by name.
   *
   * @param pods of the service's namespace
   * @param zones by node, where they are known
   */
  static List<EndpointSlice> of(
      Service service, List<Pod> pods, Function<String, Optional<String>> zones) {
    Map<Kind, List<Endpoint>> byKind = new TreeMap<>(Comparator.comparing(Kind::text));
    pods.stream()
        .filter(pod -> selects(service, pod) && isReachable(pod))
        .sorted(Comparator.comparing(pod -> String.valueOf(pod.metadata().name())))
        .forEach(
            pod ->
                byKind
                    .computeIfAbsent(Kind.of(service, pod), kind -> new ArrayList<>())
                    .add(endpoint(service, pod, zones)));
    return byKind.entrySet().stream()
        .flatMap(entry -> slices(service, entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparing(slice -> slice.metadata().name()))
        .toList();
  }

  private static Stream<EndpointSlice> slices(
      Service service, Kind kind, List<Endpoint> endpoints) {
    int count = (endpoints.size() + SLICE_LIMIT - 1) / SLICE_LIMIT;
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              int end = Math.min(endpoints.size(), (i + 1) * SLICE_LIMIT);
              List<Endpoint> part = endpoints.subList(i * SLICE_LIMIT, end);
              String suffix = suffix(i == 0 ? kind.text() : kind.text() + "#" + i);
              return EndpointSliceBuilder.builder()
                  .metadata(weighed(metadata(service, suffix), kind))
                  .addressType("IPv4")
                  .endpoints(part)
                  .ports(kind.ports())
                  .build();
            });
  }

  private static boolean isReachable(Pod pod) {
    return pod.status().podIP() != null && !Pods.isTerminal(pod);
  }

  private static Endpoint endpoint(
      Service service, Pod pod, Function<String, Optional<String>> zones) {
    String node = pod.spec().nodeName();
    String zone = node == null ? null : zones.apply(node).orElse(null);
    boolean terminating = pod.metadata().deletionTimestamp() != null;
    boolean serving = Pods.isReady(pod);
    boolean evenUnready = Boolean.TRUE.equals(service.spec().publishNotReadyAddresses());
    ObjectReference target =
        EventRecorder.about(pod).withApiVersion(null).withResourceVersion(null);
    return EndpointBuilder.builder()
        .addresses(List.of(String.valueOf(pod.status().podIP())))
        .conditions(
            new EndpointConditions(evenUnready || (serving && !terminating), serving, terminating))
        .hostname(hostname(service, pod))
        .nodeName(node)
        .zone(zone)
        .hints(hints(String.valueOf(service.spec().trafficDistribution()), node, zone))
        .targetRef(target)
        .build();
  }

  /** Kubernetes: a name of its own within the service that the pod names as its subdomain. */
  private static @Nullable String hostname(Service service, Pod pod) {
    boolean named = pod.spec().hostname() != null && !pod.spec().hostname().isEmpty();
    boolean here = Objects.equals(pod.spec().subdomain(), service.metadata().name());
    return named && here ? pod.spec().hostname() : null;
  }

  /** Source: KEP-3015, and KEP-4444 for the older name of PreferSameZone. */
  private static @Nullable EndpointHints hints(
      String distribution, @Nullable String node, @Nullable String zone) {
    boolean nearest = distribution.equals("PreferSameNode");
    boolean near =
        nearest || distribution.equals("PreferSameZone") || distribution.equals("PreferClose");
    List<ForNode> nodes = nearest && node != null ? List.of(new ForNode(node)) : List.of();
    List<ForZone> zones = near && zone != null ? List.of(new ForZone(zone)) : List.of();
    return nodes.isEmpty() && zones.isEmpty() ? null : new EndpointHints(zones, nodes);
  }

  private static List<EndpointPort> ports(Service service, Pod pod) {
    return service.spec().ports().stream().flatMap(port -> port(port, pod).stream()).toList();
  }

  private static Optional<EndpointPort> port(ServicePort port, Pod pod) {
    String protocol = port.protocol() == null ? "TCP" : port.protocol();
    return number(port, protocol, pod)
        .map(
            number ->
                EndpointPortBuilder.builder()
                    .name(port.name() == null ? "" : port.name())
                    .protocol(protocol)
                    .port(number)
                    .appProtocol(port.appProtocol())
                    .build());
  }

  private static Optional<Integer> number(ServicePort port, String protocol, Pod pod) {
    IntOrString target = port.targetPort();
    if (target instanceof IntOrString.OfInt number) {
      return Optional.of(number.value());
    }
    if (target instanceof IntOrString.OfString name) {
      return containerPorts(pod)
          .filter(declared -> name.value().equals(declared.name()))
          .filter(declared -> protocol.equals(orTcp(declared.protocol())))
          .map(ContainerPort::containerPort)
          .findFirst();
    }
    return Optional.ofNullable(port.port());
  }

  private static Stream<ContainerPort> containerPorts(Pod pod) {
    return Stream.of(pod.spec().containers(), pod.spec().initContainers())
        .flatMap(List::stream)
        .flatMap(container -> container.ports().stream());
  }

  private static String orTcp(@Nullable String protocol) {
    return protocol == null ? "TCP" : protocol;
  }

  private static ObjectMeta metadata(Service service, String suffix) {
    ObjectMeta owner = service.metadata();
    Map<String, String> labels = new TreeMap<>(owner.labels());
    labels.put(SERVICE_NAME, String.valueOf(owner.name()));
    labels.put(MANAGED_BY, MANAGER);
    if ("None".equals(service.spec().clusterIP())) {
      labels.put(HEADLESS, "");
    }
    return ObjectMetaBuilder.builder()
        .name(owner.name() + "-" + suffix)
        .namespace(owner.namespace())
        .labels(labels)
        .ownerReferences(List.of(Ownership.by(service)))
        .build();
  }

  private static ObjectMeta weighed(ObjectMeta metadata, Kind kind) {
    return kind.weight().isEmpty()
        ? metadata
        : metadata.withAnnotations(Map.of(WEIGHT, kind.weight()));
  }

  /** Letters that stand for the text. */
  static String suffix(String text) {
    int digest = text.hashCode();
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      letters.append(LETTERS.charAt(Math.floorMod(digest, LETTERS.length())));
      digest = Math.floorDiv(digest, LETTERS.length());
    }
    return letters.toString();
  }
}

package io.kubelette.controller;

import io.kubelette.model.Endpoint;
import io.kubelette.model.EndpointAddress;
import io.kubelette.model.EndpointBuilder;
import io.kubelette.model.EndpointConditions;
import io.kubelette.model.EndpointPort;
import io.kubelette.model.EndpointSlice;
import io.kubelette.model.EndpointSliceBuilder;
import io.kubelette.model.EndpointSubset;
import io.kubelette.model.Endpoints;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.ObjectMetaBuilder;
import io.kubelette.model.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The EndpointSlices that say what an Endpoints object of a user says. Pure.
 *
 * <p>Kubernetes: the endpointslice mirroring controller. Endpoints stand in one slice if they have
 * the same ports and the same kind of addresses; more than a thousand of them are cut off.
 */
final class MirroredSlices {

  static final String MANAGER = "endpointslicemirroring-controller.kubelette.io";

  private static final String SKIP = "endpointslice.kubernetes.io/skip-mirror";

  /** The Endpoints of components that elected a leader by them. */
  private static final String LEADER = "control-plane.alpha.kubernetes.io/leader";

  private static final String LAST_TRIGGER = "endpoints.kubernetes.io/last-change-trigger-time";
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
  private static final int LIMIT = 1000;

  /** What the endpoints of a slice have in common. */
  private record Kind(String addressType, List<EndpointPort> ports) {}

  private MirroredSlices() {}

  /** The slices, sorted by name; none where the service has endpoints of its own. */
  static List<EndpointSlice> of(Service service, Endpoints endpoints) {
    boolean asked =
        service.spec().selector().isEmpty()
            && !"ExternalName".equals(service.spec().type())
            && !"true".equals(endpoints.metadata().labels().get(SKIP))
            && !endpoints.metadata().annotations().containsKey(LEADER);
    if (!asked) {
      return List.of();
    }
    Map<Kind, Map<String, Endpoint>> byKind = new LinkedHashMap<>();
    for (EndpointSubset subset : endpoints.subsets()) {
      List<EndpointPort> ports = subset.ports().stream().map(MirroredSlices::port).toList();
      subset.addresses().forEach(address -> add(byKind, ports, endpoint(address, true)));
      subset.notReadyAddresses().forEach(address -> add(byKind, ports, endpoint(address, false)));
    }
    List<EndpointSlice> slices = new ArrayList<>();
    byKind.forEach(
        (kind, members) ->
            slices.add(
                EndpointSliceBuilder.builder()
                    .metadata(metadata(endpoints, EndpointSliceDerivation.suffix(kind.toString())))
                    .addressType(kind.addressType())
                    .ports(kind.ports())
                    .endpoints(members.values().stream().limit(LIMIT).toList())
                    .build()));
    slices.sort(Comparator.comparing(slice -> slice.metadata().name()));
    return slices;
  }

  /** An address that is ready stands for one that is not. */
  private static void add(
      Map<Kind, Map<String, Endpoint>> byKind, List<EndpointPort> ports, Endpoint endpoint) {
    String address = endpoint.addresses().get(0);
    Kind kind = new Kind(address.contains(":") ? "IPv6" : "IPv4", ports);
    byKind
        .computeIfAbsent(kind, any -> new LinkedHashMap<>())
        .merge(address, endpoint, (known, other) -> isReady(other) ? other : known);
  }

  private static boolean isReady(Endpoint endpoint) {
    return endpoint.conditions() != null && Boolean.TRUE.equals(endpoint.conditions().ready());
  }

  private static Endpoint endpoint(EndpointAddress address, boolean ready) {
    return EndpointBuilder.builder()
        .addresses(List.of(String.valueOf(address.ip())))
        .conditions(new EndpointConditions(ready, ready, false))
        .hostname(address.hostname())
        .nodeName(address.nodeName())
        .targetRef(address.targetRef())
        .build();
  }

  /** With the defaults of slices, so that it is compared with what was stored. */
  private static EndpointPort port(EndpointPort port) {
    return port.withName(Objects.requireNonNullElse(port.name(), ""))
        .withProtocol(Objects.requireNonNullElse(port.protocol(), "TCP"));
  }

  private static ObjectMeta metadata(Endpoints endpoints, String suffix) {
    ObjectMeta owner = endpoints.metadata();
    Map<String, String> labels = new TreeMap<>(owner.labels());
    labels.put(EndpointSliceDerivation.SERVICE_NAME, String.valueOf(owner.name()));
    labels.put(EndpointSliceDerivation.MANAGED_BY, MANAGER);
    Map<String, String> annotations = new TreeMap<>(owner.annotations());
    annotations.remove(LAST_TRIGGER);
    annotations.remove(LAST_APPLIED);
    return ObjectMetaBuilder.builder()
        .name(owner.name() + "-" + suffix)
        .namespace(owner.namespace())
        .labels(labels)
        .annotations(annotations)
        .ownerReferences(List.of(Ownership.by(endpoints)))
        .build();
  }
}

package io.kubelette.api;

import io.kubelette.model.Lease;
import io.kubelette.model.LeaseBuilder;
import io.kubelette.model.LeaseSpecBuilder;
import io.kubelette.model.ObjectMetaBuilder;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Service;
import io.kubelette.model.ServicePort;
import io.kubelette.model.ServiceSpec;
import io.kubelette.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Node ports of services, one {@link Lease} without an end for each that is taken.
 *
 * <p>A port is claimed by creating its lease if absent, so API servers that share a store cannot
 * hand one out twice. A service's uid decides where the search begins: nodes that share a host and
 * not a store rarely choose the same. Thread-safe because the store decides each race.
 */
final class NodePorts {

  private static final String NAMESPACE = "kube-system";
  private static final String LABEL = "kubelette.io/node-port";

  private final ServiceClaims<Lease> claims;
  private final PortRange range;

  NodePorts(Store store, PortRange range) {
    this.claims = new ServiceClaims<>(store, ResourceType.LEASE, NAMESPACE);
    this.range = range;
  }

  /** All node ports that a service has. */
  static Set<Integer> of(Service service) {
    Set<Integer> ports = new LinkedHashSet<>();
    for (ServicePort port : service.spec().ports()) {
      if (isSet(port.nodePort())) {
        ports.add(port.nodePort());
      }
    }
    if (isSet(service.spec().healthCheckNodePort())) {
      ports.add(service.spec().healthCheckNodePort());
    }
    return ports;
  }

  /** Whether a service wants ports that it does not have. */
  static boolean areMissing(Service service) {
    ServiceSpec spec = service.spec();
    return (wantsPorts(spec) && !spec.ports().stream().allMatch(port -> isSet(port.nodePort())))
        || (wantsHealthCheck(spec) && !isSet(spec.healthCheckNodePort()));
  }

  /** The service with ports that are its own, if it is one that has any. */
  Service claim(Service service) {
    List<Integer> found = new ArrayList<>();
    try {
      return claim(service, found);
    } catch (ApiException refused) {
      release(service, Set.copyOf(found));
      throw refused;
    }
  }

  /** Frees ports of a service, unless another has them by now. */
  void release(Service service, Set<Integer> ports) {
    ports.forEach(port -> claims.release(service, name(port)));
  }

  private Service claim(Service service, List<Integer> found) {
    ServiceSpec spec = service.spec();
    Set<Integer> own = of(service);
    own.forEach(port -> claimWanted(service, port, found));
    List<ServicePort> ports = new ArrayList<>();
    for (ServicePort port : spec.ports()) {
      boolean open = wantsPorts(spec) && !isSet(port.nodePort());
      ports.add(open ? port.withNodePort(claimAny(service, found)) : port);
    }
    ServiceSpec claimed = spec.withPorts(ports);
    boolean check = wantsHealthCheck(spec) && !isSet(spec.healthCheckNodePort());
    return service.withSpec(
        check ? claimed.withHealthCheckNodePort(claimAny(service, found)) : claimed);
  }

  private void claimWanted(Service service, int port, List<Integer> found) {
    if (!range.contains(port)) {
      throw refused(
          service,
          port,
          "provided port is not in the valid range. The range of valid ports is " + range);
    }
    if (claims.create(leaseFor(port, service))) {
      found.add(port);
    } else if (!claims
        .find(name(port))
        .filter(lease -> isItsOwn(service, port, lease))
        .isPresent()) {
      throw refused(service, port, "provided port is already allocated");
    }
  }

  /** Also of one that takes over from a service of the same name which is gone. */
  private boolean isItsOwn(Service service, int port, Lease lease) {
    if (claims.isOf(service, lease)) {
      return true;
    }
    return holder(service).equals(lease.spec().holderIdentity())
        && claims.takeOver(service, lease, leaseFor(port, service));
  }

  private int claimAny(Service service, List<Integer> found) {
    int start = Objects.hash(service.metadata().uid(), holder(service));
    for (int i = 0; i < range.size(); i++) {
      int port = range.first() + Math.floorMod(start + i, range.size());
      if (claims.create(leaseFor(port, service))) {
        found.add(port);
        return port;
      }
    }
    throw new ApiException(
        ApiException.Kind.INTERNAL, "failed to allocate a nodePort: range is full (" + range + ")");
  }

  private static Lease leaseFor(int port, Service service) {
    return LeaseBuilder.builder()
        .metadata(
            ObjectMetaBuilder.builder()
                .namespace(NAMESPACE)
                .name(name(port))
                .creationTimestamp(service.metadata().creationTimestamp())
                .labels(Map.of(LABEL, Integer.toString(port)))
                .annotations(ServiceClaims.annotations(service))
                .build())
        .spec(LeaseSpecBuilder.builder().holderIdentity(holder(service)).build())
        .build();
  }

  private static boolean wantsPorts(ServiceSpec spec) {
    return "NodePort".equals(spec.type())
        || ("LoadBalancer".equals(spec.type())
            && !Boolean.FALSE.equals(spec.allocateLoadBalancerNodePorts()));
  }

  private static boolean wantsHealthCheck(ServiceSpec spec) {
    return "LoadBalancer".equals(spec.type()) && "Local".equals(spec.externalTrafficPolicy());
  }

  private static boolean isSet(@Nullable Integer port) {
    return port != null && port != 0;
  }

  private static String name(int port) {
    return "kubelette-node-port-" + port;
  }

  private static String holder(Service service) {
    return service.metadata().namespace() + "/" + service.metadata().name();
  }

  private static ApiException refused(Service service, int port, String why) {
    String field = "spec.healthCheckNodePort";
    List<ServicePort> ports = service.spec().ports();
    for (int i = 0; i < ports.size(); i++) {
      if (Objects.equals(port, ports.get(i).nodePort())) {
        field = "spec.ports[" + i + "].nodePort";
      }
    }
    FieldError error =
        new FieldError(field, FieldError.Reason.INVALID, Integer.toString(port), why);
    String name = Objects.requireNonNullElse(service.metadata().name(), "");
    return ApiException.invalid(ResourceType.SERVICE, name, List.of(error));
  }
}

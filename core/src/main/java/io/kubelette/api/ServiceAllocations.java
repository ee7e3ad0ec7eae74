package io.kubelette.api;

import io.kubelette.model.LoadBalancerIngress;
import io.kubelette.model.LoadBalancerIngressBuilder;
import io.kubelette.model.LoadBalancerStatus;
import io.kubelette.model.Service;
import io.kubelette.model.ServiceSpec;
import io.kubelette.store.Store;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a service is given: a cluster address, node ports, the address of its load balancer.
 *
 * <p>The load balancer is the service proxy itself, so its address is known at once: the one that
 * the service asks for, or else its cluster address. A service that names a class of load balancers
 * waits for a controller of that class.
 *
 * <p>Thread-safe because the store decides each race.
 */
final class ServiceAllocations {

  private final ClusterAddresses addresses;
  private final NodePorts nodePorts;

  ServiceAllocations(Store store, ApiConfig config) {
    this.addresses = new ClusterAddresses(store, config.serviceAddresses());
    this.nodePorts = new NodePorts(store, config.nodePorts());
  }

  /** The service with all that it is to be given. */
  Service claim(Service service) {
    Service addressed = addresses.claim(service);
    try {
      return balanced(nodePorts.claim(addressed));
    } catch (ApiException refused) {
      if (!sameAddress(service, addressed)) {
        addresses.release(addressed);
      }
      throw refused;
    }
  }

  /** Whether a service that changes has all that it is to be given, as it had before. */
  static boolean keepsAll(Service now, Service next) {
    return sameAddress(now, next)
        && next.spec().clusterIP() != null
        && NodePorts.of(now).equals(NodePorts.of(next))
        && !NodePorts.areMissing(next)
        && Objects.equals(now.spec().type(), next.spec().type())
        && Objects.equals(now.spec().loadBalancerIP(), next.spec().loadBalancerIP());
  }

  /** Frees all that a service has. */
  void release(Service service) {
    addresses.release(service);
    nodePorts.release(service, NodePorts.of(service));
  }

  /** Frees what one state of a service has and the other, which stays, has not. */
  void releaseWhatIsNotIn(Service stays, Service goes) {
    if (!sameAddress(stays, goes)) {
      addresses.release(goes);
    }
    Set<Integer> dropped = new HashSet<>(NodePorts.of(goes));
    dropped.removeAll(NodePorts.of(stays));
    nodePorts.release(goes, dropped);
  }

  private static Service balanced(Service service) {
    ServiceSpec spec = service.spec();
    if (!"LoadBalancer".equals(spec.type())) {
      return service.withStatus(service.status().withLoadBalancer(null));
    }
    if (!ContainerDefaults.text(spec.loadBalancerClass(), "").isEmpty()) {
      return service;
    }
    String address =
        ContainerDefaults.text(spec.loadBalancerIP(), ContainerDefaults.text(spec.clusterIP(), ""));
    LoadBalancerIngress ingress =
        LoadBalancerIngressBuilder.builder().ip(address).ipMode("VIP").build();
    return service.withStatus(
        service.status().withLoadBalancer(new LoadBalancerStatus(List.of(ingress))));
  }

  private static boolean sameAddress(Service one, Service other) {
    return Objects.equals(one.spec().clusterIP(), other.spec().clusterIP());
  }
}

package io.kubelette.service;

import io.kubelette.api.EventRecorder;
import io.kubelette.model.ObjectReference;
import io.kubelette.model.ObjectReferenceBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Warns, by an event on the Service, of ports that containers do not reach under their own number,
 * and of services that they do not reach at all, and says what to do instead.
 *
 * <p>Owned by: the loop of the routing.
 */
final class ContainerPortNotices {

  private final ServiceProxy proxy;
  private final EventRecorder events;
  private Set<ListenFailure> told = Set.of();
  private Map<ServicePortName, InetAddress> toldOutOfReach = Map.of();

  ContainerPortNotices(ServiceProxy proxy, EventRecorder events) {
    this.proxy = proxy;
    this.events = events;
  }

  /** Something may have changed of these routes, by which containers reach services. */
  void look(List<Route> routes) {
    Map<ServicePortName, InetSocketAddress> places =
        routes.stream().collect(Collectors.toMap(Route::name, Route::frontend));
    Set<ListenFailure> now = new HashSet<>();
    for (ListenFailure failure : proxy.listenFailures()) {
      if (failure.wanted().equals(places.get(failure.name()))) {
        now.add(failure);
        if (!told.contains(failure)) {
          tell(failure);
        }
      }
    }
    told = now;
  }

  /** These services have addresses that mean something else within containers. */
  void outOfReach(Map<ServicePortName, InetAddress> services) {
    services.forEach(
        (service, address) -> {
          if (!address.equals(toldOutOfReach.get(service))) {
            // Kubernetes' reason for an address that is outside of the ranges of today.
            events.warning(
                service(service),
                "ClusterIPOutOfRange",
                address.getHostAddress()
                    + " is a loopback address, given before the node had a service range that"
                    + " containers reach: they do not reach this service; recreate it");
          }
        });
    toldOutOfReach = Map.copyOf(services);
  }

  private void tell(ListenFailure failure) {
    String instead =
        proxy
            .boundAddress(failure.name())
            .map(
                at ->
                    "containers reach it at "
                        + at.getAddress().getHostAddress()
                        + ":"
                        + at.getPort())
            .orElse("containers do not reach it");
    String wanted =
        failure.wanted().getAddress().getHostAddress() + ":" + failure.wanted().getPort();
    events.warning(
        service(failure.name()),
        "PortNotBound",
        wanted
            + " "
            + failure.reason()
            + "; "
            + instead
            + ", as the environment of those that start from now on says, and not by its name");
  }

  private static ObjectReference service(ServicePortName name) {
    return ObjectReferenceBuilder.builder()
        .apiVersion("v1")
        .kind("Service")
        .namespace(name.namespace())
        .name(name.service())
        .build();
  }
}

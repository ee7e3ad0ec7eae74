package io.kubelette.service;

import io.kubelette.model.EndpointSlice;
import io.kubelette.model.Service;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * All routes that a proxy shall serve, as one value.
 *
 * <p>Immutable; two tables that say the same are equal, whatever the order in which their parts
 * were found, so that an unchanged table costs nothing to apply.
 *
 * @param routes sorted by service port name, one route for each name
 * @param healthChecks where load balancers ask about the node, sorted
 */
public record RoutingTable(List<Route> routes, List<HealthCheck> healthChecks) {

  /** The label by which an EndpointSlice names its service. */
  public static final String SERVICE_NAME_LABEL = "kubernetes.io/service-name";

  private static final Comparator<HealthCheck> CHECKS =
      Comparator.comparing(HealthCheck::namespace)
          .thenComparing(HealthCheck::service)
          .thenComparing(HealthCheck::address, NumericAddresses.ORDER);

  private static final RoutingTable EMPTY = new RoutingTable(List.of());

  /** Sorts the routes, and refuses two of one name. */
  public RoutingTable {
    routes = routes.stream().sorted(Comparator.comparing(Route::name)).toList();
    for (int i = 1; i < routes.size(); i++) {
      if (routes.get(i).name().equals(routes.get(i - 1).name())) {
        throw new IllegalArgumentException("two routes for " + routes.get(i).name());
      }
    }
    healthChecks = healthChecks.stream().sorted(CHECKS).toList();
  }

  /** A table without health checks. */
  public RoutingTable(List<Route> routes) {
    this(routes, List.of());
  }

  /** The table that the objects ask for, seen from a proxy that stands alone. */
  public static RoutingTable of(Collection<Service> services, Collection<EndpointSlice> slices) {
    return of(services, slices, ProxyNode.alone());
  }

  /**
   * The table that the objects ask for.
   *
   * <p>Every port of a service with a cluster address is a route; headless and ExternalName
   * services have none, and neither have ports of other protocols than TCP and UDP. A route has
   * entrances at the cluster address, at the node ports, at the external addresses and at those of
   * the load balancer. Endpoints are the ready ones of all the service's slices whose port has the
   * same name and protocol, and where none is ready those that serve while they terminate; a
   * traffic policy {@code Local} leaves those of other nodes out.
   *
   * @param services from any namespaces, in any order
   * @param slices likewise; each is found by its namespace and its label {@link
   *     #SERVICE_NAME_LABEL}
   * @param node where the proxy stands
   */
  public static RoutingTable of(
      Collection<Service> services, Collection<EndpointSlice> slices, ProxyNode node) {
    RouteIndex index = new RouteIndex(node);
    services.forEach(index::put);
    slices.forEach(index::put);
    return index.table();
  }

  /** The table without routes. */
  public static RoutingTable empty() {
    return EMPTY;
  }
}

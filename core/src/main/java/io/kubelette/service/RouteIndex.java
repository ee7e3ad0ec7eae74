package io.kubelette.service;

import io.kubelette.model.EndpointSlice;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Services, their slices, and the routes derived from them; a change costs the derivation of the
 * services that it touches, however many others there are.
 *
 * <p>Owned by: one thread, its user's.
 */
final class RouteIndex {

  private record ServiceKey(String namespace, String name) {}

  private final ProxyNode node;
  private final Map<ServiceKey, Service> services = new HashMap<>();
  private final Map<ServiceKey, Map<String, EndpointSlice>> slices = new HashMap<>();
  private final Map<ServiceKey, RouteDerivation> derived = new HashMap<>();

  /** Of headless services alone; sorted, so that equal ones are told alike. */
  private final Map<ServiceKey, List<ContainerAddress>> headless =
      new TreeMap<>(Comparator.comparing(ServiceKey::namespace).thenComparing(ServiceKey::name));

  private final Set<ServiceKey> stale = new HashSet<>();

  RouteIndex(ProxyNode node) {
    this.node = node;
  }

  void put(Service service) {
    ServiceKey key = keyOf(service.metadata(), text(service.metadata().name()));
    services.put(key, service);
    stale.add(key);
  }

  void remove(Service service) {
    ServiceKey key = keyOf(service.metadata(), text(service.metadata().name()));
    services.remove(key);
    stale.add(key);
  }

  void put(EndpointSlice slice) {
    ServiceKey key = serviceOf(slice);
    // A tree, so that of two slices with one endpoint always the same stands.
    slices
        .computeIfAbsent(key, unknown -> new TreeMap<>())
        .put(text(slice.metadata().name()), slice);
    stale.add(key);
  }

  void remove(EndpointSlice slice) {
    ServiceKey key = serviceOf(slice);
    Map<String, EndpointSlice> known = slices.get(key);
    if (known != null) {
      known.remove(text(slice.metadata().name()));
      if (known.isEmpty()) {
        slices.remove(key);
      }
    }
    stale.add(key);
  }

  /** Endpoints may be reached elsewhere than when the routes were derived. */
  void endpointsMoved() {
    stale.addAll(services.keySet());
  }

  /** The routes of all services; those that have not changed are the very same as before. */
  RoutingTable table() {
    deriveStale();
    List<Route> routes = new ArrayList<>();
    List<HealthCheck> checks = new ArrayList<>();
    for (RouteDerivation one : derived.values()) {
      routes.addAll(one.routes());
      checks.addAll(one.healthChecks());
    }
    return new RoutingTable(routes, checks);
  }

  /** The names of headless services, by namespace and name. */
  List<ContainerAddress> headlessNames() {
    deriveStale();
    return headless.values().stream().flatMap(List::stream).toList();
  }

  private void deriveStale() {
    stale.forEach(this::derive);
    stale.clear();
  }

  private void derive(ServiceKey key) {
    Service service = services.get(key);
    if (service == null) {
      derived.remove(key);
      headless.remove(key);
      return;
    }
    Collection<EndpointSlice> its = slices.getOrDefault(key, Map.of()).values();
    derived.put(key, RouteDerivation.of(service, its, node));
    List<ContainerAddress> names = HeadlessNames.of(service, its);
    if (names.isEmpty()) {
      headless.remove(key);
    } else {
      headless.put(key, names);
    }
  }

  private static ServiceKey serviceOf(EndpointSlice slice) {
    return keyOf(
        slice.metadata(),
        slice.metadata().labels().getOrDefault(RoutingTable.SERVICE_NAME_LABEL, ""));
  }

  private static ServiceKey keyOf(ObjectMeta metadata, String name) {
    return new ServiceKey(text(metadata.namespace()), name);
  }

  private static String text(@Nullable String value) {
    return Objects.requireNonNullElse(value, "");
  }
}

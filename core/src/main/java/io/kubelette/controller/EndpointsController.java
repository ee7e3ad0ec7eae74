package io.kubelette.controller;

import io.kubelette.api.ApiServer;
import io.kubelette.api.Informer;
import io.kubelette.api.InformerListener;
import io.kubelette.api.Query;
import io.kubelette.loop.Trip;
import io.kubelette.model.EndpointSlice;
import io.kubelette.model.Node;
import io.kubelette.model.Pod;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Service;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the EndpointSlices of services in line with the pods that they select.
 *
 * <p>Slices of services without a selector, and slices that others made, are left alone.
 *
 * <p>Owned by: the loop of its route; {@link #close} may be called from any thread.
 */
public final class EndpointsController implements AutoCloseable {

  private final Trip.Route route;
  private final KeptSlices kept;
  private final Reconciler<ServiceKey> reconciler;
  private final Informer<Service> services;
  private final Informer<Pod> pods;
  private final Informer<EndpointSlice> slices;
  private final Informer<Node> nodes;

  private EndpointsController(ApiServer api, Trip.Route route) {
    this.route = route;
    this.kept = new KeptSlices(api, EndpointSliceDerivation.MANAGER);
    this.reconciler = new Reconciler<>("endpoints", route, this::decide);
    this.services =
        Informer.create(api, Query.of(ResourceType.SERVICE), route, new ServiceListener());
    this.pods = Informer.create(api, Query.of(ResourceType.POD), route, new PodListener());
    this.slices =
        Informer.create(
            api,
            Query.of(ResourceType.ENDPOINT_SLICE).where(kept::isOurs),
            route,
            InformerListener.each(this::markServiceOf));
    this.nodes = Informer.create(api, Query.of(ResourceType.NODE), route, new NodeListener());
  }

  /** Begins to keep slices in line, for all services of the API. */
  public static EndpointsController start(ApiServer api, Trip.Route route) {
    EndpointsController controller = new EndpointsController(api, route);
    controller.services.follow();
    controller.pods.follow();
    controller.slices.follow();
    controller.nodes.follow();
    return controller;
  }

  @Override
  public void close() {
    services.close();
    pods.close();
    slices.close();
    nodes.close();
    route.loop().execute(reconciler::close);
  }

  private void mark(Service service) {
    reconciler.mark(ServiceKey.of(service));
  }

  /** What was marked before services and pods were known was left alone, and has its turn now. */
  private void markAll() {
    services.all().forEach(this::mark);
    slices.all().forEach(this::markServiceOf);
  }

  private void markServicesOf(Pod pod) {
    services.all().stream()
        .filter(service -> isIn(String.valueOf(service.metadata().namespace()), pod))
        .filter(service -> EndpointSliceDerivation.selects(service, pod))
        .forEach(this::mark);
  }

  /** Somebody may have changed or deleted it; or its service went while nobody looked. */
  private void markServiceOf(EndpointSlice slice) {
    reconciler.mark(ServiceKey.ofService(slice));
  }

  private static boolean isIn(String namespace, Pod pod) {
    return namespace.equals(pod.metadata().namespace());
  }

  private Reconciler.Work decide(ServiceKey key) {
    Optional<Service> service = services.find(key.namespace(), key.name());
    if (service.isPresent() && !EndpointSliceDerivation.isDerived(service.get())) {
      return () -> kept.write(key, List.of());
    }
    List<Pod> candidates = pods.all().stream().filter(pod -> isIn(key.namespace(), pod)).toList();
    List<EndpointSlice> wanted =
        service
            .map(present -> EndpointSliceDerivation.of(present, candidates, this::zone))
            .orElse(List.of());
    boolean knowsAll = pods.isSynced() && services.isSynced() && nodes.isSynced();
    return knowsAll ? () -> kept.write(key, wanted) : Reconciler.Work.NOTHING;
  }

  private Optional<String> zone(String node) {
    return nodes.find("", node).flatMap(EndpointsController::zone);
  }

  private static Optional<String> zone(Node node) {
    return Optional.ofNullable(node.metadata().labels().get("topology.kubernetes.io/zone"));
  }

  /** Of nodes only their zones count. */
  private final class NodeListener implements InformerListener<Node> {

    @Override
    public void added(Node node) {
      zoneChanged(Optional.empty(), zone(node));
    }

    @Override
    public void modified(Node before, Node now) {
      zoneChanged(zone(before), zone(now));
    }

    @Override
    public void deleted(Node last) {
      zoneChanged(zone(last), Optional.empty());
    }

    @Override
    public void synced() {
      markAll();
    }

    private void zoneChanged(Optional<String> before, Optional<String> now) {
      if (!before.equals(now)) {
        services.all().forEach(EndpointsController.this::mark);
      }
    }
  }

  private final class ServiceListener implements InformerListener<Service> {

    @Override
    public void added(Service service) {
      mark(service);
    }

    @Override
    public void modified(Service before, Service now) {
      mark(now);
    }

    @Override
    public void deleted(Service last) {
      mark(last);
    }

    @Override
    public void synced() {
      markAll();
    }
  }

  private final class PodListener implements InformerListener<Pod> {

    @Override
    public void added(Pod pod) {
      markServicesOf(pod);
    }

    @Override
    public void modified(Pod before, Pod now) {
      markServicesOf(before);
      markServicesOf(now);
    }

    @Override
    public void deleted(Pod last) {
      markServicesOf(last);
    }

    @Override
    public void synced() {
      markAll();
    }
  }
}

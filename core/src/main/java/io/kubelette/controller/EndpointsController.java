package io.kubelette.controller;

import io.kubelette.api.ApiException;
import io.kubelette.api.ApiServer;
import io.kubelette.api.DeleteOptions;
import io.kubelette.api.Informer;
import io.kubelette.api.InformerListener;
import io.kubelette.api.Query;
import io.kubelette.loop.Trip;
import io.kubelette.model.EndpointSlice;
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

  private record Key(String namespace, String service) {}

  private final ApiServer api;
  private final Trip.Route route;
  private final Reconciler<Key> reconciler;
  private final Informer<Service> services;
  private final Informer<Pod> pods;
  private final Informer<EndpointSlice> slices;

  private EndpointsController(ApiServer api, Trip.Route route) {
    this.api = api;
    this.route = route;
    this.reconciler = new Reconciler<>("endpoints", route, this::decide);
    this.services =
        Informer.create(api, Query.of(ResourceType.SERVICE), route, new ServiceListener());
    this.pods = Informer.create(api, Query.of(ResourceType.POD), route, new PodListener());
    this.slices =
        Informer.create(
            api,
            Query.of(ResourceType.ENDPOINT_SLICE).where(EndpointsController::isOurs),
            route,
            InformerListener.each(this::markServiceOf));
  }

  /** Begins to keep slices in line, for all services of the API. */
  public static EndpointsController start(ApiServer api, Trip.Route route) {
    EndpointsController controller = new EndpointsController(api, route);
    controller.services.follow();
    controller.pods.follow();
    controller.slices.follow();
    return controller;
  }

  @Override
  public void close() {
    services.close();
    pods.close();
    slices.close();
    route.loop().execute(reconciler::close);
  }

  private void mark(Service service) {
    reconciler.mark(
        new Key(
            String.valueOf(service.metadata().namespace()),
            String.valueOf(service.metadata().name())));
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
    String namespace = String.valueOf(slice.metadata().namespace());
    reconciler.mark(new Key(namespace, label(slice, EndpointSliceDerivation.SERVICE_NAME)));
  }

  private static boolean isIn(String namespace, Pod pod) {
    return namespace.equals(pod.metadata().namespace());
  }

  private Reconciler.Work decide(Key key) {
    Optional<Service> service = services.find(key.namespace(), key.service());
    if (service.isPresent() && !EndpointSliceDerivation.isDerived(service.get())) {
      return () -> write(key, List.of());
    }
    List<Pod> candidates = pods.all().stream().filter(pod -> isIn(key.namespace(), pod)).toList();
    List<EndpointSlice> wanted =
        service.map(present -> EndpointSliceDerivation.of(present, candidates)).orElse(List.of());
    boolean knowsPods = pods.isSynced() && services.isSynced();
    return knowsPods ? () -> write(key, wanted) : () -> {};
  }

  /** On the I/O pool: makes our slices of the service be as wanted. */
  private void write(Key key, List<EndpointSlice> wanted) {
    List<EndpointSlice> present = api.items(ours(key));
    for (EndpointSlice slice : wanted) {
      Optional<EndpointSlice> before =
          present.stream().filter(other -> sameName(slice, other)).findFirst();
      if (before.isEmpty()) {
        api.create(slice);
      } else if (!saysTheSame(before.get(), slice)) {
        api.update(
            slice.withMetadata(
                slice.metadata().withResourceVersion(before.get().metadata().resourceVersion())));
      }
    }
    present.stream()
        .filter(slice -> wanted.stream().noneMatch(other -> sameName(slice, other)))
        .forEach(this::delete);
  }

  private static Query<EndpointSlice> ours(Key key) {
    return Query.of(ResourceType.ENDPOINT_SLICE)
        .in(key.namespace())
        .where(slice -> key.service().equals(label(slice, EndpointSliceDerivation.SERVICE_NAME)))
        .where(EndpointsController::isOurs);
  }

  private static boolean isOurs(EndpointSlice slice) {
    return EndpointSliceDerivation.MANAGER.equals(label(slice, EndpointSliceDerivation.MANAGED_BY));
  }

  private static String label(EndpointSlice slice, String key) {
    return slice.metadata().labels().getOrDefault(key, "");
  }

  private static boolean sameName(EndpointSlice one, EndpointSlice other) {
    return String.valueOf(one.metadata().name()).equals(other.metadata().name());
  }

  private static boolean saysTheSame(EndpointSlice one, EndpointSlice other) {
    return one.endpoints().equals(other.endpoints())
        && one.ports().equals(other.ports())
        && one.metadata().labels().equals(other.metadata().labels())
        && one.metadata().annotations().equals(other.metadata().annotations())
        && one.metadata().ownerReferences().equals(other.metadata().ownerReferences());
  }

  private void delete(EndpointSlice slice) {
    try {
      api.delete(
          ResourceType.ENDPOINT_SLICE,
          String.valueOf(slice.metadata().namespace()),
          String.valueOf(slice.metadata().name()),
          DeleteOptions.defaults());
    } catch (ApiException answer) {
      if (answer.kind() != ApiException.Kind.NOT_FOUND) {
        throw answer;
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

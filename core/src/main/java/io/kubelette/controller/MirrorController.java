package io.kubelette.controller;

import io.kubelette.api.ApiServer;
import io.kubelette.api.Informer;
import io.kubelette.api.InformerListener;
import io.kubelette.api.Query;
import io.kubelette.loop.Trip;
import io.kubelette.model.EndpointSlice;
import io.kubelette.model.Endpoints;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Service;
import java.util.List;
import java.util.Optional;

/**
 * Keeps EndpointSlices in line with the Endpoints that users make for services without a selector.
 *
 * <p>Owned by: the loop of its route; {@link #close} may be called from any thread.
 */
public final class MirrorController implements AutoCloseable {

  private final Trip.Route route;
  private final KeptSlices kept;
  private final Reconciler<ServiceKey> reconciler;
  private final Informer<Service> services;
  private final Informer<Endpoints> endpoints;
  private final Informer<EndpointSlice> slices;

  private MirrorController(ApiServer api, Trip.Route route) {
    this.route = route;
    this.kept = new KeptSlices(api, MirroredSlices.MANAGER);
    this.reconciler = new Reconciler<>("mirror", route, this::decide);
    this.services =
        Informer.create(
            api,
            // The endpoints of others are their pods.
            Query.of(ResourceType.SERVICE).where(one -> one.spec().selector().isEmpty()),
            route,
            new Marking<>());
    this.endpoints = Informer.create(api, Query.of(ResourceType.ENDPOINTS), route, new Marking<>());
    this.slices =
        Informer.create(
            api,
            Query.of(ResourceType.ENDPOINT_SLICE).where(kept::isOurs),
            route,
            InformerListener.each(slice -> reconciler.mark(ServiceKey.ofService(slice))));
  }

  /** Begins to mirror, for all services of the API. */
  public static MirrorController start(ApiServer api, Trip.Route route) {
    MirrorController controller = new MirrorController(api, route);
    controller.services.follow();
    controller.endpoints.follow();
    controller.slices.follow();
    return controller;
  }

  @Override
  public void close() {
    services.close();
    endpoints.close();
    slices.close();
    route.loop().execute(reconciler::close);
  }

  private Reconciler.Work decide(ServiceKey key) {
    if (!services.isSynced() || !endpoints.isSynced()) {
      return Reconciler.Work.NOTHING;
    }
    Optional<Service> service = services.find(key.namespace(), key.name());
    Optional<Endpoints> told = endpoints.find(key.namespace(), key.name());
    List<EndpointSlice> wanted =
        service.isEmpty() || told.isEmpty()
            ? List.of()
            : MirroredSlices.of(service.get(), told.get());
    return () -> kept.write(key, wanted);
  }

  /** What was marked before all was known was left alone, and has its turn when it is. */
  private void markAll() {
    endpoints.all().forEach(one -> reconciler.mark(ServiceKey.of(one)));
    slices.all().forEach(slice -> reconciler.mark(ServiceKey.ofService(slice)));
  }

  private final class Marking<T extends KubernetesObject> implements InformerListener<T> {

    @Override
    public void added(T object) {
      reconciler.mark(ServiceKey.of(object));
    }

    @Override
    public void modified(T before, T now) {
      reconciler.mark(ServiceKey.of(now));
    }

    @Override
    public void deleted(T last) {
      reconciler.mark(ServiceKey.of(last));
    }

    @Override
    public void synced() {
      markAll();
    }
  }
}

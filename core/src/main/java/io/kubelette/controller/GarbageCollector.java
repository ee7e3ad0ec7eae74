package io.kubelette.controller;

import io.kubelette.api.ApiServer;
import io.kubelette.api.Informer;
import io.kubelette.api.InformerListener;
import io.kubelette.api.Query;
import io.kubelette.loop.Trip;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ObjectKey;
import io.kubelette.model.OwnerReference;
import io.kubelette.model.ResourceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Removes what belonged to objects that are gone, and ends deletions that wait for what they own.
 *
 * <p>It only remembers who says that he belongs to whom; what is to be done is decided by what the
 * API has at that moment, so that nothing is removed for an owner that is merely not known yet.
 *
 * <p>Owned by: the loop of its route; {@link #close} may be called from any thread.
 */
public final class GarbageCollector implements AutoCloseable {

  private final Trip.Route route;
  private final Reconciler<ObjectKey> reconciler;
  private final List<Informer<?>> informers = new ArrayList<>();
  private final Map<String, Set<ObjectKey>> dependents = new HashMap<>();

  private GarbageCollector(ApiServer api, Trip.Route route) {
    Ownership ownership = new Ownership(api);
    this.route = route;
    this.reconciler = new Reconciler<>("garbage", route, key -> () -> ownership.settle(key));
    for (ResourceType<?> type : ResourceType.all()) {
      // Events belong to nobody, and there are many.
      if (!type.equals(ResourceType.EVENT)) {
        informers.add(informer(api, type));
      }
    }
  }

  /** Begins to collect, for all objects of the API. */
  public static GarbageCollector start(ApiServer api, Trip.Route route) {
    GarbageCollector collector = new GarbageCollector(api, route);
    collector.informers.forEach(Informer::follow);
    return collector;
  }

  @Override
  public void close() {
    informers.forEach(Informer::close);
    route.loop().execute(reconciler::close);
  }

  private <T extends KubernetesObject> Informer<T> informer(ApiServer api, ResourceType<T> type) {
    return Informer.create(api, Query.of(type), route, new Listener<>());
  }

  private final class Listener<T extends KubernetesObject> implements InformerListener<T> {

    @Override
    public void added(T object) {
      remember(object);
    }

    @Override
    public void modified(T before, T now) {
      if (!before.metadata().ownerReferences().equals(now.metadata().ownerReferences())) {
        forget(before);
        remember(now);
      } else if (Ownership.waits(now)) {
        reconciler.mark(ObjectKey.of(now));
      }
    }

    @Override
    public void deleted(T last) {
      forget(last);
      String uid = String.valueOf(last.metadata().uid());
      dependents.getOrDefault(uid, Set.of()).forEach(reconciler::mark);
      Ownership.owners(last).forEach(reconciler::mark);
    }
  }

  private void remember(KubernetesObject object) {
    List<OwnerReference> owners = object.metadata().ownerReferences();
    if (owners.isEmpty() && !Ownership.waits(object)) {
      return;
    }
    ObjectKey key = ObjectKey.of(object);
    for (OwnerReference owner : owners) {
      dependents.computeIfAbsent(uid(owner), any -> new HashSet<>()).add(key);
    }
    reconciler.mark(key);
  }

  private void forget(KubernetesObject object) {
    for (OwnerReference owner : object.metadata().ownerReferences()) {
      dependents.computeIfPresent(
          uid(owner),
          (uid, keys) -> {
            keys.remove(ObjectKey.of(object));
            return keys.isEmpty() ? null : keys;
          });
    }
  }

  private static String uid(OwnerReference owner) {
    return Objects.requireNonNullElse(owner.uid(), "");
  }
}

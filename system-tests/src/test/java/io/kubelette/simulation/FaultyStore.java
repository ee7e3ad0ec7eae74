package io.kubelette.simulation;

import io.kubelette.loop.EventLoop;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.Pod;
import io.kubelette.model.ResourceType;
import io.kubelette.store.Listing;
import io.kubelette.store.Revision;
import io.kubelette.store.Store;
import io.kubelette.store.StoreException;
import io.kubelette.store.Watch;
import io.kubelette.store.WatchListener;
import io.kubelette.store.WatchRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The node's way to the store, on which things go wrong: other writers get in between, the store is
 * out of reach, its answers get lost, watches are cut.
 *
 * <p>Owned by the simulation's thread.
 */
final class FaultyStore implements Store {

  private final Store store;
  private final World world;
  private final List<Runnable> cuts = new ArrayList<>();
  private boolean closed;

  FaultyStore(Store store, World world) {
    this.store = store;
    this.world = world;
  }

  /** Ends all watches as a store does that has lost what they need next. */
  void cutWatches() {
    List<Runnable> all = List.copyOf(cuts);
    cuts.clear();
    all.forEach(Runnable::run);
  }

  @Override
  public <T extends KubernetesObject> T create(T object) {
    mayFail();
    return store.create(object);
  }

  @Override
  public <T extends KubernetesObject> Optional<T> get(
      ResourceType<T> type, String namespace, String name) {
    mayFail();
    return store.get(type, namespace, name);
  }

  @Override
  public <T extends KubernetesObject> Listing<T> list(ResourceType<T> type, String namespace) {
    mayFail();
    return store.list(type, namespace);
  }

  @Override
  public <T extends KubernetesObject> T update(T object, Revision expected) {
    mayFail();
    if (object instanceof Pod pod && strikes()) {
      touchFirst(pod);
    }
    T stored = store.update(object, expected);
    mayLoseAnswer();
    return stored;
  }

  @Override
  public <T extends KubernetesObject> T delete(
      ResourceType<T> type, String namespace, String name, Revision expected) {
    mayFail();
    T last = store.delete(type, namespace, name, expected);
    mayLoseAnswer();
    return last;
  }

  @Override
  public <T extends KubernetesObject> Watch watch(
      WatchRequest<T> request, EventLoop loop, WatchListener<T> listener) {
    mayFail();
    EventLoop late = new LaggingLoop(loop, world.weather::watchLag);
    Watch watch = store.watch(request, late, listener);
    cuts.add(
        () -> {
          watch.close();
          loop.execute(
              () ->
                  listener.ended(
                      new StoreException(StoreException.Kind.COMPACTED, "the watch is cut")));
        });
    return watch;
  }

  @Override
  public Revision revision() {
    return store.revision();
  }

  @Override
  public void close() {
    closed = true;
    cuts.clear();
  }

  /** Another writer is quicker: the caller's compare-and-set will find another revision. */
  private void touchFirst(Pod pod) {
    store
        .get(ResourceType.POD, "default", String.valueOf(pod.metadata().name()))
        .ifPresent(
            now -> {
              Map<String, String> notes = new LinkedHashMap<>(now.metadata().annotations());
              notes.merge(
                  "touched", "x", (before, one) -> before.length() > 9 ? one : before + one);
              ObjectMeta touched = now.metadata().withAnnotations(notes);
              store.update(
                  now.withMetadata(touched),
                  Revision.of(String.valueOf(now.metadata().resourceVersion())));
              world.trace.add("%s touched between read and write", now.metadata().name());
            });
  }

  private void mayFail() {
    if (closed || strikes()) {
      world.trace.add("the store is out of reach");
      throw new StoreException(StoreException.Kind.UNAVAILABLE, "the store is out of reach");
    }
  }

  private void mayLoseAnswer() {
    if (strikes()) {
      world.trace.add("the store's answer is lost");
      throw new StoreException(StoreException.Kind.UNAVAILABLE, "the store did not answer");
    }
  }

  private boolean strikes() {
    return world.storeTrouble > 0 && world.chance.percent(world.storeTrouble);
  }
}

package io.kubelette.store;

import io.kubelette.loop.EventLoop;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import java.util.Objects;
import java.util.Optional;

/** A store with one planted bug, so that a test sees the checkers bite. */
final class BrokenStore implements Store {

  /** What is broken. */
  enum Bug {
    NONE,
    /** An update overwrites whatever is there. */
    LOST_UPDATE,
    /** A read does not see the newest write. */
    STALE_READ,
    /** A create overwrites what exists. */
    SECOND_CREATE,
    /** Every third event is missing. */
    DROPPED_EVENT,
    /** Every third event comes twice. */
    REPEATED_EVENT,
    /** Every third event comes after its successor. */
    SWAPPED_EVENTS
  }

  private final MemoryStore inner = MemoryStore.create();
  private final Bug bug;

  BrokenStore(Bug bug) {
    this.bug = bug;
  }

  @Override
  public <T extends KubernetesObject> T create(T object) {
    ResourceType<T> type = ResourceType.of(object);
    String namespace = Objects.requireNonNullElse(object.metadata().namespace(), "");
    Optional<T> present = inner.get(type, namespace, String.valueOf(object.metadata().name()));
    return bug == Bug.SECOND_CREATE && present.isPresent()
        ? inner.update(object, revision(present.get()))
        : inner.create(object);
  }

  @Override
  public <T extends KubernetesObject> Optional<T> get(
      ResourceType<T> type, String namespace, String name) {
    Optional<T> now = inner.get(type, namespace, name);
    boolean newest = now.isPresent() && revision(now.get()).equals(inner.revision());
    return bug == Bug.STALE_READ && newest ? Optional.empty() : now;
  }

  @Override
  public <T extends KubernetesObject> Listing<T> list(ResourceType<T> type, String namespace) {
    return inner.list(type, namespace);
  }

  @Override
  public <T extends KubernetesObject> T update(T object, Revision expected) {
    ResourceType<T> type = ResourceType.of(object);
    String namespace = Objects.requireNonNullElse(object.metadata().namespace(), "");
    Optional<T> present = inner.get(type, namespace, String.valueOf(object.metadata().name()));
    return bug == Bug.LOST_UPDATE && present.isPresent()
        ? inner.update(object, revision(present.get()))
        : inner.update(object, expected);
  }

  @Override
  public <T extends KubernetesObject> T delete(
      ResourceType<T> type, String namespace, String name, Revision expected) {
    return inner.delete(type, namespace, name, expected);
  }

  @Override
  public <T extends KubernetesObject> Watch watch(
      WatchRequest<T> request, EventLoop loop, WatchListener<T> listener) {
    return inner.watch(request, loop, new BrokenListener<>(bug, listener));
  }

  @Override
  public Revision revision() {
    return inner.revision();
  }

  @Override
  public void close() {
    inner.close();
  }

  private static Revision revision(KubernetesObject object) {
    return Revision.of(String.valueOf(object.metadata().resourceVersion()));
  }
}

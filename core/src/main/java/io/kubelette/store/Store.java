package io.kubelette.store;

import io.kubelette.loop.EventLoop;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import java.util.Optional;

/**
 * Typed objects under one linear history.
 *
 * <p>Every write that succeeds takes effect at one moment between call and return, and that moment
 * has a {@link Revision} of its own: greater than all before it, over all kinds. The object that a
 * write returns bears it as {@code metadata.resourceVersion}; all else is stored as given. Reads
 * see every write that returned before they began.
 *
 * <p>An object is found by kind, namespace ("" for kinds without namespaces) and name. Objects are
 * immutable values: stores hand out the same instances to everyone.
 *
 * <p>Thread-safe: all methods may be called from any thread at once. All may block on the medium,
 * so event loops do not call them unless the implementation says that it never blocks. After {@link
 * #close()} every call answers {@link StoreException.Kind#UNAVAILABLE}.
 */
public interface Store extends AutoCloseable {

  /**
   * Adds an object.
   *
   * @throws StoreException {@code ALREADY_EXISTS}
   */
  <T extends KubernetesObject> T create(T object);

  /** The object as it is now, if it is there. */
  <T extends KubernetesObject> Optional<T> get(ResourceType<T> type, String namespace, String name);

  /** All objects of a kind in a namespace, or in all of them for "", as of one revision. */
  <T extends KubernetesObject> Listing<T> list(ResourceType<T> type, String namespace);

  /**
   * Replaces an object whose resourceVersion is still {@code expected}; what the object itself
   * bears as resourceVersion does not count.
   *
   * @throws StoreException {@code NOT_FOUND}, {@code CONFLICT}
   */
  <T extends KubernetesObject> T update(T object, Revision expected);

  /**
   * Removes an object whose resourceVersion is still {@code expected}.
   *
   * @return its last state, with the revision of the deletion as resourceVersion
   * @throws StoreException {@code NOT_FOUND}, {@code CONFLICT}
   */
  <T extends KubernetesObject> T delete(
      ResourceType<T> type, String namespace, String name, Revision expected);

  /**
   * Subscribes to every change after a revision, each once, in order, posted to the loop. A start
   * that the store cannot serve is answered through {@link WatchListener#ended}.
   */
  <T extends KubernetesObject> Watch watch(
      WatchRequest<T> request, EventLoop loop, WatchListener<T> listener);

  /** The revision of the newest change. */
  Revision revision();

  /**
   * Whether no call ever waits for a medium, so that event loops may make them; not so unless the
   * implementation says it.
   */
  default boolean neverBlocks() {
    return false;
  }

  /** Ends all watches and refuses further calls. May be called twice. */
  @Override
  void close();
}

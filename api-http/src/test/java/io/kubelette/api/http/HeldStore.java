package io.kubelette.api.http;

import io.kubelette.loop.EventLoop;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import io.kubelette.store.Listing;
import io.kubelette.store.MemoryStore;
import io.kubelette.store.Revision;
import io.kubelette.store.Store;
import io.kubelette.store.Watch;
import io.kubelette.store.WatchListener;
import io.kubelette.store.WatchRequest;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A store in which work on ConfigMaps named held, and lists of ConfigMaps, take until they are
 * released; and which remembers the thread that made or read one last.
 *
 * <p>Thread-safe because the store within is, and its own state is volatile or latches.
 */
final class HeldStore implements Store {

  private final MemoryStore inner = MemoryStore.create();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean holds;
  private volatile boolean blocks;
  private volatile String thread = "";
  private volatile Runnable asked = () -> {};

  /** From now on such work is held. */
  void hold() {
    holds = true;
  }

  /** From now on it says that it may block. */
  void mayBlock() {
    blocks = true;
  }

  /** From now on this is run first. */
  void whenAsked(Runnable action) {
    asked = action;
  }

  void awaitWork() throws InterruptedException {
    begun.await();
  }

  void release() {
    released.countDown();
  }

  String thread() {
    return thread;
  }

  private void work(ResourceType<?> type, String name) {
    if (!type.equals(ResourceType.CONFIG_MAP)) {
      return;
    }
    thread = Thread.currentThread().getName();
    asked.run();
    if (holds && name.startsWith("held")) {
      begun.countDown();
      try {
        released.await();
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean neverBlocks() {
    return !blocks;
  }

  @Override
  public <T extends KubernetesObject> T create(T object) {
    work(ResourceType.of(object), String.valueOf(object.metadata().name()));
    return inner.create(object);
  }

  @Override
  public <T extends KubernetesObject> Optional<T> get(
      ResourceType<T> type, String namespace, String name) {
    work(type, name);
    return inner.get(type, namespace, name);
  }

  @Override
  public <T extends KubernetesObject> Listing<T> list(ResourceType<T> type, String namespace) {
    work(type, "held");
    return inner.list(type, namespace);
  }

  @Override
  public <T extends KubernetesObject> T update(T object, Revision expected) {
    return inner.update(object, expected);
  }

  @Override
  public <T extends KubernetesObject> T delete(
      ResourceType<T> type, String namespace, String name, Revision expected) {
    return inner.delete(type, namespace, name, expected);
  }

  @Override
  public <T extends KubernetesObject> Watch watch(
      WatchRequest<T> request, EventLoop loop, WatchListener<T> listener) {
    return inner.watch(request, loop, listener);
  }

  @Override
  public Revision revision() {
    return inner.revision();
  }

  @Override
  public void close() {
    inner.close();
  }
}

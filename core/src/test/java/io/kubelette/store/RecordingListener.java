package io.kubelette.store;

import io.kubelette.model.KubernetesObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what a watch delivers, for another thread to take. */
final class RecordingListener<T extends KubernetesObject> implements WatchListener<T> {

  private final BlockingQueue<Object> delivered = new LinkedBlockingQueue<>();

  @Override
  public void changed(WatchEvent<T> event) {
    delivered.add(event);
  }

  @Override
  public void bookmark(Revision revision) {
    delivered.add(revision);
  }

  @Override
  public void ended(StoreException reason) {
    delivered.add(reason);
  }

  /** The next delivery: an event, a bookmark's revision or the reason of the end. */
  Object next() {
    try {
      Object next = delivered.poll(30, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing was delivered");
      }
      return next;
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** The events up to the next bookmark. */
  @SuppressWarnings("unchecked") // changed() has put it there
  List<WatchEvent<T>> untilBookmark() {
    List<WatchEvent<T>> events = new ArrayList<>();
    for (Object next = next(); !(next instanceof Revision); next = next()) {
      if (!(next instanceof WatchEvent<?> event)) {
        throw new AssertionError("the watch ended", (Throwable) next);
      }
      events.add((WatchEvent<T>) event);
    }
    return events;
  }

  /** What has been delivered so far and was not taken. */
  List<Object> rest() {
    List<Object> rest = new ArrayList<>();
    delivered.drainTo(rest);
    return rest;
  }
}

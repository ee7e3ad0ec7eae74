package io.kubelette.api;

import io.kubelette.loop.EventLoop;
import io.kubelette.model.KubernetesObject;
import io.kubelette.store.Listing;
import io.kubelette.store.Watch;
import io.kubelette.store.WatchEvent;
import io.kubelette.store.WatchListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A watch that first tells what is there as additions, a few in each turn of the loop, and then
 * follows the changes.
 *
 * <pre>
 *   TELLING ──► FOLLOWING      telling: turn by turn; following: as the inner watch
 *      └───────────┴────► CLOSED
 * </pre>
 *
 * <p>Thread-safe because its state is guarded by itself; the listener is called on the loop.
 */
final class InitialEvents<T extends KubernetesObject> implements Watch {

  /** So that a long list does not keep others from the loop. */
  private static final int TURN = 64;

  private final ApiServer api;
  private final Query<T> query;
  private final EventLoop loop;
  private final WatchListener<T> listener;
  private boolean closed;
  private boolean bookmarkWished;
  private @Nullable Watch inner;

  InitialEvents(ApiServer api, Query<T> query, EventLoop loop, WatchListener<T> listener) {
    this.api = api;
    this.query = query;
    this.loop = loop;
    this.listener = listener;
  }

  /** Begins with this state; called once. */
  InitialEvents<T> from(Listing<T> state) {
    loop.execute(() -> tell(state, 0));
    return this;
  }

  private void tell(Listing<T> state, int from) {
    if (isClosed()) {
      return;
    }
    List<T> items = state.items();
    int end = Math.min(items.size(), from + TURN);
    for (T item : items.subList(from, end)) {
      listener.changed(new WatchEvent<>(WatchEvent.Type.ADDED, item, null, state.revision()));
      if (isClosed()) {
        return;
      }
    }
    if (end < items.size()) {
      loop.execute(() -> tell(state, end));
    } else {
      follow(state);
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private void follow(Listing<T> state) {
    Watch watch = api.watch(query, state.revision(), loop, listener);
    synchronized (this) {
      inner = watch;
      if (closed) {
        watch.close();
      } else if (bookmarkWished) {
        watch.bookmark();
      }
    }
  }

  @Override
  public synchronized void bookmark() {
    bookmarkWished = true;
    if (inner != null) {
      inner.bookmark();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (inner != null) {
      inner.close();
    }
  }
}

package io.kubelette.store;

import io.kubelette.loop.EventLoop;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A watch that is no more than a cursor into the change log.
 *
 * <p>The log is its backlog, so a slow subscriber holds no memory: when the log has compacted what
 * the cursor still needs, the watch ends. At most one task of it waits on the subscriber's loop
 * unless the listener throws, and each delivers a few changes, so that a burst of them does not
 * keep others from the loop.
 *
 * <pre>
 *   IDLE ──► POSTED ──► IDLE      posted: by the first change that concerns it, or a bookmark
 *     └────────┴─────► ENDED      ended: closed by the subscriber, cut, or the store closed
 * </pre>
 *
 * <p>State, cursor and wish are guarded by the store's lock, but that the loop looks without it
 * whether it has ended. What was taken belongs to the loop: there the listener is called, outside
 * the lock.
 */
final class LogWatch<T extends KubernetesObject> implements Watch {

  /** So many changes are told in one turn of the loop. */
  private static final int TURN = 16;

  private enum State {
    IDLE,
    POSTED,
    ENDED
  }

  private final MemoryStore store;
  private final WatchRequest<T> request;
  private final EventLoop loop;
  private final WatchListener<T> listener;
  private final Deque<WatchEvent<T>> taken = new ArrayDeque<>();
  private volatile State state = State.IDLE;
  private Revision cursor;
  private boolean bookmarkWished;
  private @Nullable StoreException cut;

  LogWatch(MemoryStore store, WatchRequest<T> request, EventLoop loop, WatchListener<T> listener) {
    this.store = store;
    this.request = request;
    this.loop = loop;
    this.listener = listener;
    this.cursor = request.after();
  }

  /** Whose changes it tells. */
  ResourceType<T> type() {
    return request.type();
  }

  /** Replays what the log has after the start. Called once, under the lock. */
  void begin(ChangeLog log) {
    if (log.head().isBefore(cursor)) {
      cut(compacted(cursor, log));
    } else if (cursor.isBefore(log.head())) {
      post();
    }
  }

  /** A change was appended; what is to be posted for it is added. Called under the lock. */
  void appended(ChangeLog.Entry entry, Wakes wakes) {
    if (state == State.IDLE && entry.concerns(request)) {
      cursor = new Revision(entry.event().revision().value() - 1);
      state = State.POSTED;
      wakes.add(loop, this::deliver);
    }
  }

  /** Ends the watch with a reason that the subscriber gets. Called under the lock. */
  void cut(StoreException reason) {
    if (state != State.ENDED) {
      cut = reason;
      post();
    }
  }

  @Override
  public void bookmark() {
    synchronized (store.lock()) {
      if (state == State.IDLE) {
        // It has been told of all that concerns it, however long ago that was.
        cursor = store.log().head();
      }
      if (state != State.ENDED) {
        bookmarkWished = true;
        post();
      }
    }
  }

  @Override
  public void close() {
    synchronized (store.lock()) {
      state = State.ENDED;
      store.forget(this);
    }
  }

  private void post() {
    if (state == State.IDLE) {
      state = State.POSTED;
      loop.execute(this::deliver);
    }
  }

  /** What a listener that throws leaves is told in a turn of its own. */
  private void deliver() {
    Runnable last = () -> {};
    if (taken.isEmpty()) {
      synchronized (store.lock()) {
        last = take(store.log());
      }
    }
    try {
      while (!taken.isEmpty() && state != State.ENDED) {
        listener.changed(taken.remove());
      }
      last.run();
    } finally {
      if (!taken.isEmpty() && state != State.ENDED) {
        loop.execute(this::deliver);
      }
    }
  }

  /** Takes the next changes, or else returns what there is to tell beside changes. */
  private Runnable take(ChangeLog log) {
    if (state == State.ENDED) {
      return () -> {};
    }
    if (cut == null && cursor.isBefore(log.compacted())) {
      cut = compacted(cursor, log);
    }
    if (cut != null) {
      return end(cut);
    }
    state = State.IDLE;
    while (cursor.isBefore(log.head()) && taken.size() < TURN) {
      cursor = cursor.next();
      ChangeLog.Entry entry = log.at(cursor);
      if (entry.concerns(request)) {
        taken.add(event(entry));
      }
    }
    if (taken.isEmpty()) {
      return takeBookmark(log.head());
    }
    postIfMore(log);
    return () -> {};
  }

  private Runnable end(StoreException reason) {
    close();
    return () -> listener.ended(reason);
  }

  private void postIfMore(ChangeLog log) {
    if (bookmarkWished || cursor.isBefore(log.head())) {
      post();
    }
  }

  private Runnable takeBookmark(Revision head) {
    if (!bookmarkWished) {
      return () -> {};
    }
    bookmarkWished = false;
    return () -> listener.bookmark(head);
  }

  @SuppressWarnings("unchecked") // the entry is of the requested type
  private WatchEvent<T> event(ChangeLog.Entry entry) {
    return (WatchEvent<T>) entry.event();
  }

  private static StoreException compacted(Revision after, ChangeLog log) {
    return new StoreException(
        StoreException.Kind.COMPACTED,
        "the changes after revision %s are not in the log, which holds those after %s up to %s"
                .formatted(after, log.compacted(), log.head())
            + ": list again and watch from there");
  }
}

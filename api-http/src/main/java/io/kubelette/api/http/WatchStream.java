package io.kubelette.api.http;

import io.kubelette.api.ApiException;
import io.kubelette.api.ApiRequests;
import io.kubelette.api.Query;
import io.kubelette.api.WatchStart;
import io.kubelette.loop.EventLoop;
import io.kubelette.loop.EventLoop.Timer;
import io.kubelette.model.KubernetesObject;
import io.kubelette.store.Revision;
import io.kubelette.store.StoreException;
import io.kubelette.store.Watch;
import io.kubelette.store.WatchEvent;
import io.kubelette.store.WatchListener;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * One client's watch. What was there at the start is sent first, then each change.
 *
 * <pre>
 *   INITIAL ──► FOLLOWING ◄──► PAUSED       paused: too much waits for the client; no watch is open
 *      └────────────┴────────────┴──► OVER  at the timeout, with the client, or by an ERROR event
 * </pre>
 *
 * <p>A client who reads slowly holds no memory: its watch is closed, and opened again after the
 * last revision it was sent. If the store no longer has what follows, it is cut with 410. Owned by
 * the loop of watches.
 */
final class WatchStream<T extends KubernetesObject> implements WatchListener<T> {

  private static final Duration BOOKMARKS = Duration.ofSeconds(60);

  /**
   * What a client asked for.
   *
   * @param query which objects
   * @param lines how each is shown
   * @param bookmarks whether it wants to be told how far it is
   * @param timeout after which the watch ends
   */
  record Wish<T extends KubernetesObject>(
      Query<T> query, EventLines<T> lines, Bookmarks bookmarks, Duration timeout) {}

  /** Which bookmarks a client takes. */
  enum Bookmarks {
    NONE,
    /** One from time to time. */
    REGULAR,
    /** And one that says that the initial events are over. */
    AFTER_INITIAL
  }

  private final ApiRequests requests;
  private final EventLoop loop;
  private final Wish<T> wish;
  private final Outflow outflow;
  private final long backlog;
  private Iterator<T> initial;
  private Revision cursor;
  private boolean initialSent;
  private boolean over;
  private Runnable whenClosed = () -> {};
  private @Nullable Watch watch;
  private @Nullable Timer expiry;
  private @Nullable Timer nextBookmark;

  WatchStream(Ground ground, Wish<T> wish, Start<T> start, Outflow outflow) {
    this.requests = ground.api().requests();
    this.loop = ground.watches();
    this.backlog = ground.limits().backlogBytes();
    this.wish = wish;
    this.initial = start.items();
    this.cursor = start.revision();
    this.outflow = outflow;
  }

  /** What is there at the start, and the revision at which it was. */
  record Start<T extends KubernetesObject>(Iterator<T> items, Revision revision) {}

  /**
   * Begins.
   *
   * @param closed runs when it is over, however that came
   */
  void begin(Runnable closed) {
    whenClosed = closed;
    outflow.whenDrained(() -> loop.execute(() -> orCut(this::resume)));
    expiry = loop.schedule(wish.timeout(), this::expire);
    if (wish.bookmarks() != Bookmarks.NONE) {
      nextBookmark = loop.schedule(BOOKMARKS, this::bookmarkInTime);
    }
    orCut(this::resume);
  }

  /** A line that cannot be made is missed by its client: better it lists again. */
  private void orCut(Runnable sending) {
    try {
      sending.run();
    } catch (RuntimeException | Error failure) {
      fail(Statuses.broken(failure));
    }
  }

  /** The client went away. */
  void close() {
    over = true;
    initial = Collections.emptyIterator();
    cancel(expiry);
    cancel(nextBookmark);
    if (watch != null) {
      watch.close();
      watch = null;
    }
    whenClosed.run();
  }

  private static void cancel(@Nullable Timer timer) {
    if (timer != null) {
      timer.cancel();
    }
  }

  private void resume() {
    if (over || watch != null) {
      return;
    }
    while (initial.hasNext() && outflow.waiting() < backlog) {
      outflow.send(wish.lines().line(WatchEvent.Type.ADDED, initial.next()));
    }
    if (initial.hasNext() || outflow.waiting() >= backlog) {
      return;
    }
    if (!initialSent) {
      initialSent = true;
      initial = Collections.emptyIterator();
      if (wish.bookmarks() == Bookmarks.AFTER_INITIAL) {
        outflow.send(wish.lines().bookmark(cursor, EventLines.Meaning.INITIAL_EVENTS_END));
      }
    }
    follow();
  }

  private void follow() {
    try {
      watch = requests.watch(wish.query(), WatchStart.after(cursor.toString()), loop, this);
    } catch (ApiException refused) {
      fail(refused);
    }
  }

  @Override
  public void changed(WatchEvent<T> event) {
    if (!over) {
      orCut(() -> send(event));
    }
  }

  private void send(WatchEvent<T> event) {
    cursor = event.revision();
    outflow.send(wish.lines().line(event.type(), event.object()));
    if (outflow.waiting() >= backlog && watch != null) {
      watch.close();
      watch = null;
    }
  }

  @Override
  public void bookmark(Revision revision) {
    if (!over) {
      cursor = revision;
      outflow.send(wish.lines().bookmark(revision, EventLines.Meaning.PROGRESS));
    }
  }

  @Override
  public void ended(StoreException reason) {
    if (over) {
      return;
    }
    watch = null;
    fail(
        reason.kind() == StoreException.Kind.COMPACTED
            ? Refusals.gone("too old resource version: " + cursor)
            : Refusals.unavailable(String.valueOf(reason.getMessage())));
  }

  private void fail(ApiException reason) {
    outflow.send(EventLines.error(reason));
    end();
  }

  private void expire() {
    if (!over) {
      end();
    }
  }

  private void end() {
    close();
    outflow.end();
  }

  private void bookmarkInTime() {
    if (over) {
      return;
    }
    if (watch != null) {
      watch.bookmark();
    }
    nextBookmark = loop.schedule(BOOKMARKS, this::bookmarkInTime);
  }
}

package io.kubelette.api;

import io.kubelette.loop.Backoff;
import io.kubelette.loop.EventLoop;
import io.kubelette.loop.Landing;
import io.kubelette.loop.Trip;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ObjectKey;
import io.kubelette.store.Listing;
import io.kubelette.store.StoreException;
import io.kubelette.store.Watch;
import io.kubelette.store.WatchEvent;
import io.kubelette.store.WatchListener;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the objects of a query: lists them, watches from there, and lists again when the watch is
 * cut. Keeps what it knows.
 *
 * <pre>
 *   LISTING ──► WATCHING ──┐     cut watch: list again, tell the difference
 *      ▲  ▲────────────────┘     failed list: again after 1 s, doubling to 30 s
 *      └ fails                   close() ends it in any state
 * </pre>
 *
 * <p>Owned by the loop of its route: the listener is called there, and all methods but {@link
 * #follow} and {@link #close} are called there.
 */
public final class Informer<T extends KubernetesObject> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Informer.class);
  private static final Backoff RETRY =
      Backoff.doubling(Duration.ofSeconds(1), Duration.ofSeconds(30));

  private final ApiServer api;
  private final Query<T> query;
  private final Trip.Route route;
  private final InformerListener<T> listener;
  private final Map<ObjectKey, T> known = new LinkedHashMap<>();
  private boolean synced;
  private Duration delay = Duration.ZERO;
  private EventLoop.@Nullable Timer retry;
  private @Nullable Watch watch;
  private volatile boolean closed;

  private Informer(ApiServer api, Query<T> query, Trip.Route route, InformerListener<T> listener) {
    this.api = api;
    this.query = query;
    this.route = route;
    this.listener = listener;
  }

  /** An informer that has begun to follow; may be called on any thread. */
  public static <T extends KubernetesObject> Informer<T> start(
      ApiServer api, Query<T> query, Trip.Route route, InformerListener<T> listener) {
    Informer<T> informer = create(api, query, route, listener);
    informer.follow();
    return informer;
  }

  /**
   * An informer that follows once it is told to: for an owner with several, whose listeners need
   * each other.
   */
  public static <T extends KubernetesObject> Informer<T> create(
      ApiServer api, Query<T> query, Trip.Route route, InformerListener<T> listener) {
    return new Informer<>(api, query, route, listener);
  }

  /** Begins to follow; called once, on any thread. */
  public void follow() {
    route.loop().execute(this::list);
  }

  /** Whether all that was there at the start is known. */
  public boolean isSynced() {
    return synced;
  }

  /** What is known of all objects, in no promised order. */
  public List<T> all() {
    return List.copyOf(known.values());
  }

  /** What is known of one object. */
  public Optional<T> find(String namespace, String name) {
    return Optional.ofNullable(known.get(new ObjectKey(query.type(), namespace, name)));
  }

  /**
   * Ends it. The listener is not called after it when it is called on the loop; called elsewhere, a
   * call that has begun ends. May be called twice.
   */
  @Override
  public void close() {
    closed = true;
    route.loop().execute(this::end);
    if (route.loop().inLoop()) {
      end();
    }
  }

  private void end() {
    if (watch != null) {
      watch.close();
    }
    if (retry != null) {
      retry.cancel();
    }
  }

  private void list() {
    if (!closed) {
      Trip.begin(route, () -> api.list(query), this::landed);
    }
  }

  private void landed(Landing<Listing<T>> landing) {
    if (closed) {
      return;
    }
    Optional<Throwable> failure = landing.failure();
    if (failure.isPresent()) {
      listLater(failure.get());
    } else {
      watch(landing.result());
    }
  }

  private void listLater(Throwable failure) {
    delay = RETRY.after(delay);
    LOG.warn(
        "informer={} cannot list, tries again in {}: {}", query.type(), delay, failure.toString());
    retry = route.loop().schedule(delay, this::list);
  }

  private void watch(Listing<T> listing) {
    replace(listing.items());
    try {
      watch = api.follow(query, listing.revision(), route.loop(), new Follower());
      delay = Duration.ZERO;
    } catch (ApiException unavailable) {
      listLater(unavailable);
    }
  }

  /** Tells the difference between what was known and what is. */
  private void replace(List<T> items) {
    Map<ObjectKey, T> listed = new LinkedHashMap<>();
    items.forEach(item -> listed.put(ObjectKey.of(item), item));
    for (Map.Entry<ObjectKey, T> entry : List.copyOf(known.entrySet())) {
      T now = listed.get(entry.getKey());
      if (now == null || !sameObject(entry.getValue(), now)) {
        known.remove(entry.getKey());
        tell(() -> listener.deleted(entry.getValue()));
      }
    }
    listed.values().forEach(item -> tell(learnt(item)));
    if (!synced) {
      tell(this::becomeSynced);
    }
  }

  /** Keeps a state; what follows from it for the listener is returned. */
  private Runnable learnt(T now) {
    T before = known.put(ObjectKey.of(now), now);
    if (before == null) {
      return () -> listener.added(now);
    }
    boolean same =
        Objects.equals(before.metadata().resourceVersion(), now.metadata().resourceVersion());
    return same ? () -> {} : () -> listener.modified(before, now);
  }

  private void becomeSynced() {
    synced = true;
    listener.synced();
  }

  /** A task for each item of a list: a listener that throws misses nothing else. */
  private void tell(Runnable call) {
    route
        .loop()
        .execute(
            () -> {
              if (!closed) {
                call.run();
              }
            });
  }

  private static boolean sameObject(KubernetesObject one, KubernetesObject other) {
    return Objects.equals(one.metadata().uid(), other.metadata().uid());
  }

  private final class Follower implements WatchListener<T> {

    /** What was listed has been told by now: its tasks were there before. */
    @Override
    public void changed(WatchEvent<T> event) {
      if (closed) {
        return;
      }
      if (event.type() == WatchEvent.Type.DELETED) {
        known.remove(ObjectKey.of(event.object()));
        listener.deleted(event.object());
      } else {
        learnt(event.object()).run();
      }
    }

    @Override
    public void ended(StoreException reason) {
      LOG.debug("informer={} lists again: {}", query.type(), reason.getMessage());
      list();
    }
  }
}

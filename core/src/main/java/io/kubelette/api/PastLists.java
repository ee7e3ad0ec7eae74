package io.kubelette.api;

import io.kubelette.loop.Clock;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ObjectMeta;
import io.kubelette.store.Listing;
import io.kubelette.store.Revision;
import io.kubelette.store.StoreException;
import io.kubelette.store.Watch;
import io.kubelette.store.WatchEvent;
import io.kubelette.store.WatchListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lists as they were: what is there now, without what has changed since, as the store's log tells.
 *
 * <p>Thread-safe because nothing is kept between calls, which block as long as the store does.
 */
final class PastLists {

  /** A store that is there has told its log long before. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private record Key(String namespace, String name) {

    static Key of(KubernetesObject object) {
      ObjectMeta metadata = object.metadata();
      return new Key(
          Objects.requireNonNullElse(metadata.namespace(), ""),
          Objects.requireNonNullElse(metadata.name(), ""));
    }
  }

  private final ApiServer api;
  private final Clock clock;

  PastLists(ApiServer api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  /**
   * What a query was about at a revision that is not of the future.
   *
   * @throws ApiException {@code GONE} if the store does not know any more
   */
  <T extends KubernetesObject> Listing<T> at(Query<T> query, Revision wanted) {
    Query<T> all = Query.of(query.type()).in(query.namespace());
    Listing<T> present = api.list(all);
    Map<Key, T> items =
        new TreeMap<>(Comparator.comparing(Key::namespace).thenComparing(Key::name));
    present.items().forEach(item -> items.put(Key.of(item), item));
    List<WatchEvent<T>> since = changes(all, wanted, present.revision());
    for (int i = since.size() - 1; i >= 0; i--) {
      WatchEvent<T> change = since.get(i);
      T before = change.before();
      if (before == null) {
        items.remove(Key.of(change.object()));
      } else {
        items.put(Key.of(before), before);
      }
    }
    return new Listing<>(items.values().stream().filter(query.filter()).toList(), wanted);
  }

  private <T extends KubernetesObject> List<WatchEvent<T>> changes(
      Query<T> query, Revision after, Revision last) {
    CallerLoop loop = new CallerLoop(clock);
    Changes<T> changes = new Changes<>(query, last);
    try (Watch watch = api.watch(query, after, loop, changes)) {
      watch.bookmark();
      while (!changes.complete) {
        if (!loop.runNext(PATIENCE)) {
          throw unavailable("the store does not tell its changes after " + after);
        }
        if (changes.failure != null) {
          throw changes.failure;
        }
      }
      return changes.seen;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted while the store told its changes after " + after);
    } finally {
      loop.close();
    }
  }

  private static ApiException unavailable(String message) {
    return new ApiException(ApiException.Kind.UNAVAILABLE, message);
  }

  /** What was changed up to a revision. Owned by the thread that waits for it. */
  private static final class Changes<T extends KubernetesObject> implements WatchListener<T> {

    private final Query<T> query;
    private final Revision last;
    private final List<WatchEvent<T>> seen = new ArrayList<>();
    private boolean complete;
    private @Nullable ApiException failure;

    Changes(Query<T> query, Revision last) {
      this.query = query;
      this.last = last;
    }

    @Override
    public void changed(WatchEvent<T> event) {
      if (event.revision().compareTo(last) <= 0) {
        seen.add(event);
      }
      // Others may go on writing: what they write is not waited for.
      complete |= event.revision().compareTo(last) >= 0;
    }

    @Override
    public void bookmark(Revision revision) {
      complete = true;
    }

    @Override
    public void ended(StoreException reason) {
      failure =
          reason.kind() == StoreException.Kind.COMPACTED
              ? new ApiException(
                  ApiException.Kind.GONE, "The resourceVersion for the provided list is too old.")
              : StoreAnswers.about(query.type(), "", reason);
    }
  }
}

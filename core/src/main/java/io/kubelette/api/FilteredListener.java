package io.kubelette.api;

import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import io.kubelette.store.Revision;
import io.kubelette.store.StoreException;
import io.kubelette.store.WatchEvent;
import io.kubelette.store.WatchListener;
import java.util.function.Predicate;

/**
 * Passes on the changes of what a filter accepts; coming into it is an addition, going out a
 * deletion. Stateless: an event knows what was before it.
 */
record FilteredListener<T extends KubernetesObject>(
    Predicate<? super T> filter, WatchListener<T> inner) implements WatchListener<T> {

  @Override
  public void changed(WatchEvent<T> event) {
    T before = event.before();
    boolean was = before != null && filter.test(before);
    boolean is = event.type() != WatchEvent.Type.DELETED && filter.test(event.object());
    if (was && is) {
      inner.changed(event);
    } else if (is) {
      inner.changed(
          new WatchEvent<>(WatchEvent.Type.ADDED, event.object(), null, event.revision()));
    } else if (was) {
      inner.changed(
          new WatchEvent<>(WatchEvent.Type.DELETED, gone(event, before), before, event.revision()));
    }
  }

  /** Kubernetes: an object that leaves is told as it was within, at the revision of the change. */
  private static <T extends KubernetesObject> T gone(WatchEvent<T> event, T before) {
    return event.type() == WatchEvent.Type.DELETED
        ? event.object()
        : ResourceType.of(before)
            .javaType()
            .cast(
                before.withMetadata(
                    before.metadata().withResourceVersion(event.revision().toString())));
  }

  @Override
  public void bookmark(Revision revision) {
    inner.bookmark(revision);
  }

  @Override
  public void ended(StoreException reason) {
    inner.ended(reason);
  }
}

package io.kubelette.store;

import io.kubelette.model.KubernetesObject;

/**
 * The subscriber's side of a {@link Watch}.
 *
 * <p>All methods are called on the event loop given to {@link Store#watch}, so they must not block.
 * A listener that throws is logged by the loop and goes on with the next change.
 */
public interface WatchListener<T extends KubernetesObject> {

  /** A change; each one after the watch's start comes once, in the order of revisions. */
  void changed(WatchEvent<T> event);

  /**
   * All changes of the watched kind up to this revision have been delivered. Comes only when {@link
   * Watch#bookmark()} asked for it.
   */
  default void bookmark(Revision revision) {}

  /**
   * The store ended the watch; nothing comes after this. {@link StoreException.Kind#COMPACTED}: the
   * start is too old (or unknown), or the subscriber fell behind the log; it lists again and
   * watches from there. {@link StoreException.Kind#UNAVAILABLE}: the store is closed or out of
   * reach. Not called after {@link Watch#close()}.
   */
  void ended(StoreException reason);
}

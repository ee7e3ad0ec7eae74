package io.kubelette.store;

import io.kubelette.model.KubernetesObject;
import org.jspecify.annotations.Nullable;

/** Passes on the events of a watch with a planted bug at every third one. */
final class BrokenListener<T extends KubernetesObject> implements WatchListener<T> {

  private final BrokenStore.Bug bug;
  private final WatchListener<T> inner;
  private int count;
  private @Nullable WatchEvent<T> held;

  BrokenListener(BrokenStore.Bug bug, WatchListener<T> inner) {
    this.bug = bug;
    this.inner = inner;
  }

  @Override
  public void changed(WatchEvent<T> event) {
    boolean third = ++count % 3 == 0;
    if (third && bug == BrokenStore.Bug.SWAPPED_EVENTS) {
      held = event;
      return;
    }
    if (!third || bug != BrokenStore.Bug.DROPPED_EVENT) {
      inner.changed(event);
    }
    if (third && bug == BrokenStore.Bug.REPEATED_EVENT) {
      inner.changed(event);
    }
    release();
  }

  @Override
  public void bookmark(Revision revision) {
    release();
    inner.bookmark(revision);
  }

  @Override
  public void ended(StoreException reason) {
    inner.ended(reason);
  }

  private void release() {
    if (held != null) {
      inner.changed(held);
      held = null;
    }
  }
}

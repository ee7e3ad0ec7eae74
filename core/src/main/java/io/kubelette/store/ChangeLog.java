package io.kubelette.store;

import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import org.jspecify.annotations.Nullable;

/**
 * The newest changes of a store, one for each revision, in a ring; older ones are compacted.
 *
 * <p>Guarded by the lock of the store that owns it.
 */
final class ChangeLog {

  /** A change and the kind of its object. */
  record Entry(ResourceType<?> type, String namespace, WatchEvent<?> event) {

    boolean concerns(WatchRequest<?> request) {
      return type.equals(request.type())
          && (request.namespace().isEmpty() || request.namespace().equals(namespace))
          && isAccepted(request);
    }

    /** A filter that fails is the subscriber's to meet, not the writer's. */
    private boolean isAccepted(WatchRequest<?> request) {
      try {
        KubernetesObject before = event.before();
        return request.accepts(event.object()) || before != null && request.accepts(before);
      } catch (RuntimeException broken) {
        return true;
      }
    }
  }

  private final @Nullable Entry[] ring;
  private Revision head = Revision.ZERO;

  ChangeLog(int capacity) {
    this.ring = new Entry[capacity];
  }

  /** The revision of the newest change. */
  Revision head() {
    return head;
  }

  /** The newest revision whose change is no longer here. */
  Revision compacted() {
    return new Revision(Math.max(0, head.value() - ring.length));
  }

  /** Adds the change of the next revision. */
  void append(Entry entry) {
    head = entry.event().revision();
    ring[slot(head)] = entry;
  }

  /** The change of a revision that is neither compacted nor in the future. */
  Entry at(Revision revision) {
    Entry entry = ring[slot(revision)];
    if (entry == null) {
      throw new IllegalStateException("no change at revision " + revision);
    }
    return entry;
  }

  private int slot(Revision revision) {
    return (int) (revision.value() % ring.length);
  }
}

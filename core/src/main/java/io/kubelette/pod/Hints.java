package io.kubelette.pod;

import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.PodObservation;
import io.kubelette.runtime.RuntimeEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the runtime has hinted at and a look has not yet shown.
 *
 * <p>Most hints tell a worker of what it did itself, and its look after that has shown it already:
 * those cost no other look.
 *
 * <p>Owned by: pod loop; only {@link #count} may be asked on any thread.
 */
final class Hints {

  /** With the number of the latest hint that told the same. */
  private final Map<RuntimeEvent, Integer> open = new LinkedHashMap<>();

  private final AtomicInteger count = new AtomicInteger();

  void add(RuntimeEvent hint) {
    open.put(hint, count.incrementAndGet());
  }

  /** How many have come so far. */
  int count() {
    return count.get();
  }

  /**
   * Drops what has been seen, and tells whether anything is left.
   *
   * @param seen what the latest look showed
   * @param before how many hints had come when that look began: what they told of shows in it
   */
  boolean remainAfter(PodObservation seen, int before) {
    open.entrySet()
        .removeIf(hint -> hint.getValue() <= before || shows(hint.getKey().change(), seen));
    return !open.isEmpty();
  }

  private static boolean shows(Optional<RuntimeEvent.Change> change, PodObservation seen) {
    return change.isPresent() && shows(change.get(), seen);
  }

  private static boolean shows(RuntimeEvent.Change change, PodObservation seen) {
    for (ObservedContainer container : seen.containers()) {
      if (container.id().equals(change.id())) {
        return shows(change.kind(), container.state());
      }
    }
    for (ObservedSandbox sandbox : seen.sandboxes()) {
      if (sandbox.id().equals(change.id())) {
        return shows(change.kind(), sandbox.state());
      }
    }
    return switch (change.kind()) {
      case CREATED, STARTED -> false;
      case ENDED, REMOVED -> true;
    };
  }

  private static boolean shows(RuntimeEvent.Change.Kind kind, ObservedContainer.State state) {
    return switch (kind) {
      case CREATED -> true;
      case STARTED -> state == ObservedContainer.State.RUNNING;
      case ENDED -> state == ObservedContainer.State.EXITED;
      case REMOVED -> false;
    };
  }

  private static boolean shows(RuntimeEvent.Change.Kind kind, ObservedSandbox.State state) {
    return switch (kind) {
      case CREATED -> true;
      case STARTED -> state == ObservedSandbox.State.READY;
      case ENDED -> state == ObservedSandbox.State.NOT_READY;
      case REMOVED -> false;
    };
  }
}

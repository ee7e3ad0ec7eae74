package io.kubelette.runtime.docker;

import com.github.dockerjava.api.model.Container;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.RuntimeEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What inspections of containers have told, so that the lists of an owner whose events are followed
 * need not inspect what has not changed since. An event of a pod makes what is known of its
 * containers void, and so does a stream of events that begins or breaks off; a container that a
 * list shows in another state is inspected again as well.
 *
 * <p>Thread-safe: {@code this} guards all of it, {@link Feed}s too.
 */
final class Inspections {

  /** A failed start leaves a container as it was made, so other states must be inspected. */
  private static final Map<String, ObservedContainer.State> SETTLED =
      Map.of(
          "running", ObservedContainer.State.RUNNING,
          "exited", ObservedContainer.State.EXITED);

  private record Told(String podUid, ObservedContainer container) {}

  /** An owner whose events come, from so many streams. */
  private static final class Followed {
    private final Map<String, Told> byId = new HashMap<>();
    private int streams;
  }

  private final Map<String, Followed> byOwner = new HashMap<>();
  private long changes;

  /** How many changes have been told of; to be asked before an inspection. */
  synchronized long changes() {
    return changes;
  }

  /** What the last inspection told, if nothing can have changed since. */
  synchronized Optional<ObservedContainer> of(Container listed) {
    return Optional.ofNullable(followed(listed))
        .map(followed -> followed.byId.get(listed.getId()))
        .map(Told::container)
        .filter(container -> isSettled(container, listed));
  }

  private static boolean isSettled(ObservedContainer container, Container listed) {
    return container.state() == SETTLED.get(String.valueOf(listed.getState()));
  }

  /** A listed container was inspected when so many changes had been told of. */
  synchronized void put(Container listed, ObservedContainer inspected, long changesBefore) {
    Followed followed = followed(listed);
    if (followed == null) {
      return;
    }
    if (changes == changesBefore && isSettled(inspected, listed)) {
      String podUid = Labels.text(listed.getLabels(), Labels.POD_UID);
      followed.byId.put(listed.getId(), new Told(podUid, inspected));
    } else {
      followed.byId.remove(listed.getId());
    }
  }

  private @Nullable Followed followed(Container listed) {
    return byOwner.get(Labels.text(listed.getLabels(), Labels.OWNER));
  }

  /** Forgets what a list of all containers of an owner does not show. */
  synchronized void retain(String owner, Collection<Container> listed) {
    Followed followed = byOwner.get(owner);
    if (followed != null) {
      Set<String> ids = listed.stream().map(Container::getId).collect(Collectors.toSet());
      followed.byId.keySet().retainAll(ids);
    }
  }

  /** What a stream of that owner's events has to tell before the listener hears of it. */
  Feed feed(String owner, Consumer<RuntimeEvent> listener) {
    return new Feed(owner, listener);
  }

  /** A stream of events, which tells of its begin with a relist. */
  final class Feed implements EventWatch.Listener {

    private final String owner;
    private final Consumer<RuntimeEvent> listener;
    private boolean flows;

    private Feed(String owner, Consumer<RuntimeEvent> listener) {
      this.owner = owner;
      this.listener = listener;
    }

    @Override
    public void told(RuntimeEvent event) {
      event.podUid().ifPresentOrElse(this::changed, this::begins);
      listener.accept(event);
    }

    private void changed(String podUid) {
      synchronized (Inspections.this) {
        changes++;
        Followed followed = byOwner.get(owner);
        if (followed != null) {
          followed.byId.values().removeIf(told -> told.podUid().equals(podUid));
        }
      }
    }

    private void begins() {
      synchronized (Inspections.this) {
        changes++;
        Followed followed = byOwner.computeIfAbsent(owner, first -> new Followed());
        followed.byId.clear();
        followed.streams += flows ? 0 : 1;
        flows = true;
      }
    }

    @Override
    public void brokeOff() {
      synchronized (Inspections.this) {
        Followed followed = byOwner.get(owner);
        if (followed == null || !flows) {
          return;
        }
        changes++;
        flows = false;
        followed.streams--;
        followed.byId.clear();
        if (followed.streams == 0) {
          byOwner.remove(owner);
        }
      }
    }
  }
}

package io.kubelette.runtime.docker;

import com.github.dockerjava.api.model.Container;
import io.kubelette.runtime.ObservedContainer;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What inspections of containers have told, for lists: a container that a list shows in the state
 * in which it was inspected last is not inspected for each list again. The kubelet relists so, too;
 * what else may change of a container comes with an event, upon which its pod is observed alone.
 *
 * <p>Thread-safe because its map is.
 */
final class Inspections {

  /** A failed start leaves a container as it was made, so other states must be inspected. */
  private static final Set<String> SETTLED = Set.of("running", "exited");

  private record Told(String owner, String state, ObservedContainer container) {}

  private final Map<String, Told> byId = new ConcurrentHashMap<>();

  /** What the last inspection told, if the listed container is still in that state. */
  Optional<ObservedContainer> of(Container listed) {
    Told told = byId.get(listed.getId());
    return told != null && told.state().equals(listed.getState())
        ? Optional.of(told.container())
        : Optional.empty();
  }

  /** A container was listed and then inspected. */
  void put(Container listed, ObservedContainer inspected) {
    boolean agrees = SETTLED.contains(String.valueOf(listed.getState()));
    if (agrees && isIn(inspected.state(), listed.getState())) {
      String owner = Labels.text(listed.getLabels(), Labels.OWNER);
      byId.put(listed.getId(), new Told(owner, listed.getState(), inspected));
    } else {
      byId.remove(listed.getId());
    }
  }

  private static boolean isIn(ObservedContainer.State seen, String listed) {
    return seen
        == (listed.equals("running")
            ? ObservedContainer.State.RUNNING
            : ObservedContainer.State.EXITED);
  }

  /** Forgets what a list of all containers of an owner does not show any more. */
  void retain(String owner, Collection<Container> listed) {
    Set<String> ids = listed.stream().map(Container::getId).collect(Collectors.toSet());
    byId.entrySet()
        .removeIf(told -> told.getValue().owner().equals(owner) && !ids.contains(told.getKey()));
  }
}

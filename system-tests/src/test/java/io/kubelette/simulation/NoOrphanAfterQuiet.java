package io.kubelette.simulation;

import io.kubelette.model.Pod;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.PodObservation;
import java.util.List;
import java.util.stream.Collectors;

/**
 * After quiet the engine holds nothing that no pod explains: no pod's remains without the pod, no
 * sandbox of a pod that ended, no more dead attempts than the newest and the one before it.
 */
final class NoOrphanAfterQuiet implements Invariant {

  private final World world;

  NoOrphanAfterQuiet(World world) {
    this.world = world;
  }

  @Override
  public void reached(Stage stage) {
    if (stage == Stage.CLOSED) {
      return;
    }
    List<Pod> pods = world.users.pods();
    for (PodObservation seen : world.observe()) {
      pods.stream()
          .filter(pod -> seen.pod().uid().equals(pod.metadata().uid()))
          .findFirst()
          .ifPresentOrElse(
              pod -> check(pod, seen),
              () -> world.broken(this, seen.pod().name(), "is left behind: " + seen));
    }
  }

  private void check(Pod pod, PodObservation seen) {
    String name = seen.pod().name();
    boolean ended = StatusNeverRegresses.isTerminal(String.valueOf(pod.status().phase()));
    if (ended && !seen.sandboxes().isEmpty()) {
      world.broken(this, name, "has ended and still has a sandbox: " + seen);
    }
    if (seen.sandboxes().size() > 1) {
      world.broken(this, name, "has several sandboxes: " + seen.sandboxes());
    }
    seen.containers().stream()
        .collect(Collectors.groupingBy(ObservedContainer::name, Collectors.counting()))
        .forEach(
            (container, count) -> {
              // A pod that ended keeps what it has: the newest was made while the rest was pruned.
              if (count > (ended ? 3 : 2)) {
                world.broken(this, name, "keeps " + count + " attempts of " + container);
              }
            });
  }
}

package io.kubelette.pod;

import io.kubelette.model.Pod;
import io.kubelette.runtime.ObservedContainer;
import java.time.Duration;

/** The grace periods of a pod that ends. Pure. */
final class Graces {

  /** Kubernetes: no grace is shorter than a second, whatever was asked for. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private static final Duration DEFAULT = Duration.ofSeconds(30);

  private Graces() {}

  /** The grace in force: what the pod, its deletion or its release allows, and never growing. */
  static Duration effective(PodTurn turn) {
    Duration grace = turn.pod().map(Graces::ofPod).orElseGet(() -> ofContainers(turn));
    Pod last = turn.desire().pod();
    // A manifest that is taken away asks for a proper end; an object that vanished, for a quick
    // one.
    boolean released = !turn.desire().wanted() && last != null && !StaticPods.isStatic(last);
    if (released) {
      grace = min(grace, turn.config().releasedGrace());
    }
    Ending ending = turn.desire().ending();
    if (ending != null && ending.grace() != null) {
      grace = min(grace, ending.grace());
    }
    Duration before = turn.memory().grace();
    return max(SHORTEST, before == null ? grace : min(before, grace));
  }

  /** The grace that the pod itself names, or its deletion. */
  static Duration ofPod(Pod pod) {
    Long deletion = pod.metadata().deletionGracePeriodSeconds();
    Long seconds = deletion != null ? deletion : pod.spec().terminationGracePeriodSeconds();
    return seconds == null ? DEFAULT : max(SHORTEST, Duration.ofSeconds(seconds));
  }

  private static Duration ofContainers(PodTurn turn) {
    return turn.observed().containers().stream()
        .map(ObservedContainer::terminationGrace)
        .max(Duration::compareTo)
        .orElse(DEFAULT);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}

package io.kubelette.pod;

import io.kubelette.model.Pod;
import io.kubelette.runtime.ObservedContainer;
import java.time.Duration;

/** The grace periods of a pod that ends. Pure. */
final class Graces {

  private Graces() {}

  /** The grace in force: what the pod, its deletion or its release allows, and never growing. */
  static Duration effective(PodTurn turn) {
    Pod last = turn.desire().pod();
    Duration grace = last == null ? ofContainers(turn) : ofPod(last, turn.config());
    // A manifest that is taken away asks for a proper end; an object that vanished, for a quick
    // one.
    boolean released = !turn.desire().wanted() && last != null && !StaticPods.isStatic(last);
    if (released) {
      grace = min(grace, turn.config().releasedGrace());
    }
    Ending ending = turn.ending();
    if (ending != null && ending.grace() != null) {
      grace = min(grace, ending.grace());
    }
    Duration before = turn.memory().grace();
    return max(turn.config().leastGrace(), before == null ? grace : min(before, grace));
  }

  /** The grace that the pod itself names, or its deletion. */
  static Duration ofPod(Pod pod, PodManagerConfig config) {
    Long deletion = pod.metadata().deletionGracePeriodSeconds();
    Long seconds = deletion != null ? deletion : pod.spec().terminationGracePeriodSeconds();
    return seconds == null
        ? config.defaultGrace()
        : max(config.leastGrace(), Duration.ofSeconds(seconds));
  }

  private static Duration ofContainers(PodTurn turn) {
    return turn.observed().containers().stream()
        .map(ObservedContainer::terminationGrace)
        .max(Duration::compareTo)
        .orElse(turn.config().defaultGrace());
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}

package io.kubelette.pod;

import io.kubelette.fit.Priority;
import io.kubelette.model.Pod;

/** Pods that a node must not do without. Pure. */
final class CriticalPods {

  private CriticalPods() {}

  /** Kubernetes: static pods, their mirrors, and those of a priority that only systems use. */
  static boolean isCritical(Pod pod) {
    return StaticPods.isStatic(pod) || StaticPods.isMirror(pod) || Priority.isSystemCritical(pod);
  }

  /** Whether one may make another leave. */
  static boolean mayPreempt(Pod one, Pod other) {
    return isCritical(one) && !isCritical(other);
  }
}

package io.kubelette.pod;

import io.kubelette.model.Pod;

/** Pods that a node must not do without. Pure. */
final class CriticalPods {

  /** Kubernetes: the priority of {@code system-cluster-critical}. */
  private static final int CRITICAL = 2_000_000_000;

  private CriticalPods() {}

  /** Kubernetes: static pods, their mirrors, and those of a priority that only systems use. */
  static boolean isCritical(Pod pod) {
    return StaticPods.isStatic(pod) || StaticPods.isMirror(pod) || priority(pod) >= CRITICAL;
  }

  static int priority(Pod pod) {
    Integer priority = pod.spec().priority();
    return priority == null ? 0 : priority;
  }

  /** Whether one may make another leave. */
  static boolean mayPreempt(Pod one, Pod other) {
    return isCritical(one) && !isCritical(other);
  }
}

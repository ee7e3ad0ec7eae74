package io.kubelette.fit;

import io.kubelette.model.Pod;

/** How important a pod is. Pure. */
public final class Priority {

  /** Kubernetes: the priority of {@code system-cluster-critical}. */
  private static final int SYSTEM_CRITICAL = 2_000_000_000;

  private Priority() {}

  /** Zero if the pod names none. */
  public static int of(Pod pod) {
    Integer priority = pod.spec().priority();
    return priority == null ? 0 : priority;
  }

  /** Whether its priority is one that only systems use; its node makes room for it. */
  public static boolean isSystemCritical(Pod pod) {
    return of(pod) >= SYSTEM_CRITICAL;
  }
}

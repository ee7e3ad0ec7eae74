package io.kubelette.pod;

/**
 * Where a pod is on its one-way road.
 *
 * <pre>
 *   SYNCING ──► TERMINATING ──► TERMINATED
 *      the pod is deleted or released,     no container runs and
 *      or all its containers are done      no sandbox is left
 * </pre>
 */
enum PodLifecycle {
  /** Containers are started and restarted. */
  SYNCING,
  /** Containers are being ended; none starts again. */
  TERMINATING,
  /** All is still: only what is left behind remains to be removed, once the pod is deleted. */
  TERMINATED
}

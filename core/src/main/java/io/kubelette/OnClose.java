package io.kubelette;

/** What becomes of a node's pods when the node closes. */
public enum OnClose {
  /**
   * They are ended and removed: for tests and for programs that come and go. Each has its own grace
   * period to end, but at most that of a pod which no source names any longer ({@link
   * io.kubelette.pod.PodManagerConfig#releasedGrace()}, 5 s).
   */
  REMOVE,
  /** They go on running, and the next node of the same owner adopts them. */
  KEEP
}

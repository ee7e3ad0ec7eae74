package io.kubelette;

/** What becomes of a node's pods when the node closes. */
public enum OnClose {
  /** They are ended and removed: for tests and for programs that come and go. */
  REMOVE,
  /** They go on running, and the next node of the same owner adopts them. */
  KEEP
}

package io.kubelette.pod;

/**
 * What runs one after another: a lane has at most one trip under way.
 *
 * @param kind what travels there
 * @param container whose lane it is; empty for the pod's own
 */
record Lane(Kind kind, String container) {

  /** All that changes sandboxes, containers and images. */
  static final Lane LIFECYCLE = new Lane(Kind.LIFECYCLE, "");

  /** All that prepares and removes the pod's files. */
  static final Lane VOLUMES = new Lane(Kind.VOLUMES, "");

  /** All that writes to the API. */
  static final Lane STATUS = new Lane(Kind.STATUS, "");

  /** Whether what travels there is left to end by itself: half of a write is worse than all. */
  boolean goesToItsEnd() {
    return kind == Kind.STATUS || kind == Kind.VOLUMES;
  }

  /** What travels on a lane. */
  enum Kind {
    LIFECYCLE,
    VOLUMES,
    STATUS,
    HOOK,
    STARTUP,
    LIVENESS,
    READINESS
  }
}

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

  /** All that writes to the API. */
  static final Lane STATUS = new Lane(Kind.STATUS, "");

  /** What travels on a lane. */
  enum Kind {
    LIFECYCLE,
    STATUS,
    HOOK,
    STARTUP,
    LIVENESS,
    READINESS
  }
}

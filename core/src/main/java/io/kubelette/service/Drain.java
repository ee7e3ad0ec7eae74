package io.kubelette.service;

import java.time.Duration;

/**
 * What becomes of established connections when their endpoint leaves the route.
 *
 * @param mode what is done
 * @param time how long it may take; zero with {@link Mode#KEEP}
 */
public record Drain(Mode mode, Duration time) {

  /** What is done with the connections. */
  public enum Mode {
    /** They go on until one side ends them. UDP flows end at once. */
    KEEP,
    /** Those that are left after the time are reset, together. */
    CLOSE_AFTER,
    /**
     * They are reset one after another, evenly over the time, so that they do not all return at
     * once.
     */
    STAGGER
  }

  /** They go on: what Kubernetes does. */
  public static final Drain KEEP = new Drain(Mode.KEEP, Duration.ZERO);

  /** They are reset at once. */
  public static final Drain CLOSE = new Drain(Mode.CLOSE_AFTER, Duration.ZERO);

  /** Refuses negative times, and a time that would mean nothing. */
  public Drain {
    if (time.isNegative() || (mode == Mode.KEEP && !time.isZero())) {
      throw new IllegalArgumentException("no drain: " + mode + " with " + time);
    }
  }

  /** Those that are left after the grace are reset. */
  public static Drain closeAfter(Duration grace) {
    return new Drain(Mode.CLOSE_AFTER, grace);
  }

  /** They are reset evenly over the time. */
  public static Drain stagger(Duration time) {
    return new Drain(Mode.STAGGER, time);
  }
}

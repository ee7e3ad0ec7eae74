package io.kubelette.pod;

import java.time.Duration;

/**
 * How long pods may take to end when their machine goes down.
 *
 * @param regular for all but critical pods, at most
 * @param critical for critical pods, after the others
 */
public record ShutdownConfig(Duration regular, Duration critical) {

  /** Refuses negative durations. */
  public ShutdownConfig {
    if (regular.isNegative() || critical.isNegative()) {
      throw new IllegalArgumentException("graces are not negative");
    }
  }
}

package io.kubelette.runtime;

import io.kubelette.model.Quantity;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;

/**
 * Below what a node is short of a resource.
 *
 * <p>Memory and storage below the thresholds are not offered to pods: they are missing from the
 * node's allocatable resources.
 *
 * @param memory bytes available (Kubernetes: 100Mi)
 * @param nodefsPercent the part of the node's file system that is available, in percent
 *     (Kubernetes: 10)
 * @param pids processes that may still be started; 0 for no threshold (Kubernetes: none)
 * @param persistence how long a shortage is reported after it was last seen, so that the condition
 *     does not flap (Kubernetes: 5 min)
 */
@RecordBuilder
public record PressureThresholds(
    Quantity memory, int nodefsPercent, long pids, Duration persistence)
    implements PressureThresholdsBuilder.With {

  /** Refuses negative numbers and more than all of a file system. */
  public PressureThresholds {
    if (memory.signum() < 0 || pids < 0 || persistence.isNegative()) {
      throw new IllegalArgumentException("thresholds and their persistence are not negative");
    }
    if (nodefsPercent < 0 || nodefsPercent > 100) {
      throw new IllegalArgumentException("nodefsPercent is 0 to 100, not " + nodefsPercent);
    }
  }

  /** No thresholds: the node is never short of anything, and makes no pod leave for it. */
  public static PressureThresholds none() {
    return new PressureThresholds(Quantity.ZERO, 0, 0, Duration.ZERO);
  }

  /** The thresholds of Kubernetes. */
  public static PressureThresholds defaults() {
    return new PressureThresholds(Quantity.parse("100Mi"), 10, 0, Duration.ofMinutes(5));
  }
}

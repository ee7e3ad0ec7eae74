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
 * @param soft those below which a shortage makes pods leave only after a while (Kubernetes: none)
 */
@RecordBuilder
public record PressureThresholds(
    Quantity memory, int nodefsPercent, long pids, Duration persistence, Soft soft)
    implements PressureThresholdsBuilder.With {

  /** Refuses negative numbers and more than all of a file system. */
  public PressureThresholds {
    check(memory, nodefsPercent, pids);
    if (persistence.isNegative()) {
      throw new IllegalArgumentException("the persistence of a shortage is not negative");
    }
  }

  /** Without soft thresholds. */
  public PressureThresholds(Quantity memory, int nodefsPercent, long pids, Duration persistence) {
    this(memory, nodefsPercent, pids, persistence, Soft.NONE);
  }

  private static void check(Quantity memory, int nodefsPercent, long pids) {
    if (memory.signum() < 0 || pids < 0) {
      throw new IllegalArgumentException("thresholds are not negative");
    }
    if (nodefsPercent < 0 || nodefsPercent > 100) {
      throw new IllegalArgumentException("nodefsPercent is 0 to 100, not " + nodefsPercent);
    }
  }

  /**
   * Thresholds above the others, which a node may fall below for a while. The node says at once
   * that it is under pressure; pods leave when that has lasted, and have time to end.
   *
   * @param memory bytes available; zero for no threshold
   * @param nodefsPercent in percent; 0 for no threshold
   * @param pids processes that may still be started; 0 for no threshold
   * @param grace how long the node must have been below without a break
   * @param maxPodGrace how long a pod that leaves may take to end, if it does not ask for less
   *     (Kubernetes: {@code evictionMaxPodGracePeriod}, none)
   */
  public record Soft(
      Quantity memory, int nodefsPercent, long pids, Duration grace, Duration maxPodGrace) {

    /** No soft thresholds. */
    public static final Soft NONE = new Soft(Quantity.ZERO, 0, 0, Duration.ZERO, Duration.ZERO);

    /** Refuses negative numbers and more than all of a file system. */
    public Soft {
      check(memory, nodefsPercent, pids);
      if (grace.isNegative() || maxPodGrace.isNegative()) {
        throw new IllegalArgumentException("graces are not negative");
      }
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

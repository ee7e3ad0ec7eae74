package io.kubelette.node;

import io.kubelette.loop.Backoff;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;

/**
 * How often a node looks at itself and says what it sees; {@link #defaults()} is Kubernetes' pace.
 *
 * @param observe how often the machine and the runtime are looked at (Kubernetes: 10 s); what
 *     changed is reported at once
 * @param report how often the status is reported though nothing changed (Kubernetes: 5 min)
 * @param renew how often the lease is renewed (Kubernetes: 10 s)
 * @param leaseDuration after how long without renewal the node counts as dead (Kubernetes: 40 s)
 * @param runtimeSilence after how long without an answer the runtime counts as down (Kubernetes: 30
 *     s)
 * @param retry the waits after failures (Kubernetes: 200 ms doubling to 7 s)
 * @param deadline how long one look or one write may take
 */
@RecordBuilder
public record NodeTiming(
    Duration observe,
    Duration report,
    Duration renew,
    Duration leaseDuration,
    Duration runtimeSilence,
    Backoff retry,
    Duration deadline)
    implements NodeTimingBuilder.With {

  /** Refuses durations that are not positive, and a lease that lapses between two renewals. */
  public NodeTiming {
    requirePositive("observe", observe);
    requirePositive("report", report);
    requirePositive("renew", renew);
    requirePositive("runtimeSilence", runtimeSilence);
    requirePositive("deadline", deadline);
    if (leaseDuration.compareTo(renew) <= 0 || leaseDuration.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "leaseDuration must be a second at least and longer than renew (%s), not %s"
              .formatted(renew, leaseDuration));
    }
  }

  /** The pace of Kubernetes. */
  public static NodeTiming defaults() {
    return new NodeTiming(
        Duration.ofSeconds(10),
        Duration.ofMinutes(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(40),
        Duration.ofSeconds(30),
        Backoff.doubling(Duration.ofMillis(200), Duration.ofSeconds(7)),
        Duration.ofSeconds(10));
  }

  private static void requirePositive(String name, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(name + " must be positive, not " + duration);
    }
  }
}

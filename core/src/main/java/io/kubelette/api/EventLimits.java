package io.kubelette.api;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;

/**
 * How many events are written, and how fast; {@link #defaults()} are the numbers of Kubernetes.
 *
 * @param perSecond how many a recorder writes in the long run (Kubernetes: 50)
 * @param burst how many it writes at once after a quiet time (Kubernetes: 100)
 * @param similar how many events that differ only in their message are told apart; more are merged
 *     into one (Kubernetes: 10)
 * @param similarWindow how far apart similar events may be (Kubernetes: 600 s)
 * @param perObject how many events about one object are written at once (Kubernetes: 25)
 * @param perObjectPause how long it takes until one more about that object may be (Kubernetes: 300
 *     s)
 * @param remembered of how many events, and of how many objects, all this is remembered
 *     (Kubernetes: 4096)
 * @param waiting how many events may wait to be written; what comes then is dropped (Kubernetes:
 *     1000)
 * @param tries how often an API that cannot be reached is tried for an event (Kubernetes: 12)
 * @param pause the time between two tries (Kubernetes: 10 s)
 * @param kept after what time without a repetition an event is deleted (Kubernetes: 1 h)
 */
@RecordBuilder
public record EventLimits(
    int perSecond,
    int burst,
    int similar,
    Duration similarWindow,
    int perObject,
    Duration perObjectPause,
    int remembered,
    int waiting,
    int tries,
    Duration pause,
    Duration kept)
    implements EventLimitsBuilder.With {

  /** Refuses limits under which nothing could be written. */
  public EventLimits {
    if (perSecond < 1
        || burst < 1
        || similar < 1
        || perObject < 1
        || remembered < 1
        || waiting < 1
        || tries < 1) {
      throw new IllegalArgumentException("limits of events are positive");
    }
    requirePositive("similarWindow", similarWindow);
    requirePositive("perObjectPause", perObjectPause);
    requirePositive("pause", pause);
    requirePositive("kept", kept);
  }

  /** The numbers of Kubernetes. */
  public static EventLimits defaults() {
    return new EventLimits(
        50,
        100,
        10,
        Duration.ofSeconds(600),
        25,
        Duration.ofSeconds(300),
        4096,
        1000,
        12,
        Duration.ofSeconds(10),
        EventExpiry.KUBERNETES);
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive, not " + value);
    }
  }
}

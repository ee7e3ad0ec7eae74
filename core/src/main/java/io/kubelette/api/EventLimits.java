package io.kubelette.api;

/**
 * How fast a recorder writes events.
 *
 * @param perSecond how many in the long run (Kubernetes: 50)
 * @param burst how many at once after a quiet time (Kubernetes: 100)
 */
public record EventLimits(int perSecond, int burst) {

  /** Refuses limits under which nothing could be written. */
  public EventLimits {
    if (perSecond < 1 || burst < 1) {
      throw new IllegalArgumentException("limits of events are positive");
    }
  }

  /** The numbers of Kubernetes. */
  public static EventLimits defaults() {
    return new EventLimits(50, 100);
  }
}

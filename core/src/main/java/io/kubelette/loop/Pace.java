package io.kubelette.loop;

import java.time.Duration;

/**
 * How often something may be done: so many times a second in the long run, and some at once after a
 * quiet time. Guarded by its owner.
 */
public final class Pace {

  private final long nanosForOne;
  private final long nanosForAll;

  /** Up to when the allowance is used; never longer ago than a whole burst takes to come back. */
  private long usedUntil;

  private boolean began;

  /** A pace that has not been used yet; both numbers are positive. */
  public Pace(int perSecond, int burst) {
    if (perSecond < 1 || burst < 1) {
      throw new IllegalArgumentException(
          "a pace is positive, not " + perSecond + " a second and " + burst + " at once");
    }
    this.nanosForOne = Duration.ofSeconds(1).toNanos() / perSecond;
    this.nanosForAll = nanosForOne * burst;
  }

  /** Zero, and one less is left; or how long the next one must wait. */
  public Duration take(Clock clock) {
    long now = clock.nanoTime();
    if (!began || now - usedUntil > nanosForAll) {
      began = true;
      usedUntil = now - nanosForAll;
    }
    long missing = nanosForOne - (now - usedUntil);
    if (missing > 0) {
      return Duration.ofNanos(missing);
    }
    usedUntil += nanosForOne;
    return Duration.ZERO;
  }
}

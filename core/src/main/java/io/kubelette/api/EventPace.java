package io.kubelette.api;

import io.kubelette.loop.Clock;
import java.time.Duration;

/** Which event may be written now, and which must wait. Guarded by its recorder. */
final class EventPace {

  private final long nanosForOne;
  private final long nanosForAll;

  /** Up to when the allowance is used; never longer ago than a whole burst takes to come back. */
  private long usedUntil;

  private boolean began;

  EventPace(EventLimits limits) {
    this.nanosForOne = Duration.ofSeconds(1).toNanos() / limits.perSecond();
    this.nanosForAll = nanosForOne * limits.burst();
  }

  /** Zero, and one less is left; or how long the next one must wait. */
  Duration take(Clock clock) {
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

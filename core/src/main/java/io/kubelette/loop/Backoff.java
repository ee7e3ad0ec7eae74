package io.kubelette.loop;

import java.time.Duration;

/**
 * Delays that grow by a factor up to a limit, without jitter.
 *
 * @param initial the first delay
 * @param max the limit
 * @param factor the growth from one delay to the next, at least 1
 */
public record Backoff(Duration initial, Duration max, int factor) {

  /** Refuses a negative delay, a limit below the first delay, and a factor below 1. */
  public Backoff {
    if (initial.isNegative() || max.compareTo(initial) < 0 || factor < 1) {
      throw new IllegalArgumentException(
          "a back-off needs 0 <= initial <= max and factor >= 1, not " + initial + ", " + max);
    }
  }

  /** Delays that double from {@code initial} to {@code max}. */
  public static Backoff doubling(Duration initial, Duration max) {
    return new Backoff(initial, max, 2);
  }

  /** The delay that follows the given one; {@code initial} after none ({@link Duration#ZERO}). */
  public Duration after(Duration previous) {
    if (previous.isZero()) {
      return initial;
    }
    Duration next = previous.multipliedBy(factor);
    return next.compareTo(max) < 0 ? next : max;
  }
}

package io.kubelette.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * What the seed decides.
 *
 * <p>Owned by the simulation's thread; the order of the questions is part of the run.
 */
final class Chance {

  private final Random random;

  private Chance(Random random) {
    this.random = random;
  }

  static Chance of(long seed) {
    return new Chance(new Random(seed));
  }

  /** A number from 0 up to, but not including, the limit. */
  int below(int limit) {
    return random.nextInt(limit);
  }

  /** A number from the first to the last, both included. */
  int between(int first, int last) {
    return first + below(last - first + 1);
  }

  /** True in so many of a hundred cases. */
  boolean percent(int cases) {
    return below(100) < cases;
  }

  <T> T pick(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /** A time up to the limit, in whole milliseconds. */
  Duration upTo(Duration limit) {
    return Duration.ofMillis(random.nextInt((int) limit.toMillis() + 1));
  }

  Duration between(Duration least, Duration most) {
    return least.plus(upTo(most.minus(least)));
  }
}

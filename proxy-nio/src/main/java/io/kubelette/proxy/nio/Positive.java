package io.kubelette.proxy.nio;

import java.time.Duration;

/** Refuses settings that are zero or negative, by name. */
final class Positive {

  private Positive() {}

  static void require(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be more than zero, not " + value);
    }
  }

  static void require(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be more than zero, not " + value);
    }
  }
}

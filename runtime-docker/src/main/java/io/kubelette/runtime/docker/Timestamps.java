package io.kubelette.runtime.docker;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads the engine's timestamps. */
final class Timestamps {

  private Timestamps() {}

  /** The instant; the epoch where the engine gives none. */
  static Instant of(@Nullable String text) {
    Instant instant = ifSet(text);
    return instant == null ? Instant.EPOCH : instant;
  }

  /** The instant, unless it is missing or the engine's zero, which is the year 1. */
  static @Nullable Instant ifSet(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    OffsetDateTime time = OffsetDateTime.parse(text);
    return time.getYear() <= 1 ? null : time.toInstant();
  }
}

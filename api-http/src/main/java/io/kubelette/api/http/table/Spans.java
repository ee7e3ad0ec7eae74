package io.kubelette.api.http.table;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Spans of time as kubectl shows them: two units at most, fewer the longer they are. */
final class Spans {

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long YEAR = 365 * DAY;

  private Spans() {}

  static String since(@Nullable Instant begin, Instant now) {
    return begin == null ? "<unknown>" : of(Duration.between(begin, now));
  }

  static String of(Duration span) {
    long seconds = span.getSeconds();
    if (seconds < -1) {
      return "<invalid>";
    }
    if (seconds < 2 * MINUTE) {
      return Math.max(0, seconds) + "s";
    }
    if (seconds < 10 * MINUTE) {
      return seconds / MINUTE + "m" + rest(seconds % MINUTE, 1, "s");
    }
    if (seconds < 3 * HOUR) {
      return seconds / MINUTE + "m";
    }
    if (seconds < 8 * HOUR) {
      return seconds / HOUR + "h" + rest(seconds % HOUR, MINUTE, "m");
    }
    if (seconds < 2 * DAY) {
      return seconds / HOUR + "h";
    }
    if (seconds < 8 * DAY) {
      return seconds / DAY + "d" + rest(seconds % DAY, HOUR, "h");
    }
    if (seconds < 2 * YEAR) {
      return seconds / DAY + "d";
    }
    return seconds < 8 * YEAR
        ? seconds / YEAR + "y" + rest(seconds % YEAR, DAY, "d")
        : seconds / YEAR + "y";
  }

  private static String rest(long seconds, long small, String unit) {
    long more = seconds / small;
    return more == 0 ? "" : more + unit;
  }
}

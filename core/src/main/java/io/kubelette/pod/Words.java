package io.kubelette.pod;

import java.time.Duration;

/** How durations and quotations are written in the messages that users of Kubernetes know. */
final class Words {

  private Words() {}

  /** For instance {@code 10s}, {@code 2m40s}, {@code 5m0s}, {@code 300ms}. */
  static String of(Duration duration) {
    if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
      return duration.toMillis() + "ms";
    }
    long minutes = duration.toMinutes();
    return minutes == 0
        ? duration.toSeconds() + "s"
        : minutes + "m" + duration.toSecondsPart() + "s";
  }

  /** In quotation marks, in which other ones and the ends of lines are escaped. */
  static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}

package io.kubelette.api;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks that many fields share, in Kubernetes' words. */
final class Checks {

  private Checks() {}

  static boolean isEmpty(@Nullable String text) {
    return text == null || text.isEmpty();
  }

  /** The text is there and follows the grammar. */
  static void name(@Nullable String text, Function<String, List<String>> grammar, Violations at) {
    if (text == null || text.isEmpty()) {
      at.required("");
    } else {
      at.check(text, grammar.apply(text));
    }
  }

  /** The text, if it is there, follows the grammar. */
  static void optionalName(
      @Nullable String text, Function<String, List<String>> grammar, Violations at) {
    if (text != null && !text.isEmpty()) {
      at.check(text, grammar.apply(text));
    }
  }

  static void required(@Nullable String text, Violations at) {
    if (isEmpty(text)) {
      at.required("");
    }
  }

  /** The text, if it is there, is one of the values. */
  static void oneOf(@Nullable String text, Set<String> values, Violations at) {
    if (text != null && !text.isEmpty() && !values.contains(text)) {
      at.unsupported(text, new TreeSet<>(values));
    }
  }

  static void notNegative(@Nullable Number number, Violations at) {
    if (number != null && number.longValue() < 0) {
      at.invalid(number, "must be greater than or equal to 0");
    }
  }

  static void between(@Nullable Number number, Bounds bounds, Violations at) {
    if (number != null
        && (number.longValue() < bounds.least() || number.longValue() > bounds.most())) {
      at.invalid(
          number, "must be between %d and %d, inclusive".formatted(bounds.least(), bounds.most()));
    }
  }

  /** Both inclusive. */
  record Bounds(long least, long most) {}

  /** Adds a value to those seen; one that was seen before is a fault. */
  static <V> void once(V value, Collection<V> seen, Violations at) {
    if (seen.contains(value)) {
      at.duplicate(value);
    }
    seen.add(value);
  }

  /** A path below some directory, without a step up. */
  static void localPath(String path, Violations at) {
    if (path.startsWith("/")) {
      at.invalid(path, "must be a relative path");
    }
    noStepUp(path, at);
  }

  static void noStepUp(String path, Violations at) {
    if (List.of(path.split("/")).contains("..")) {
      at.invalid(path, "must not contain '..'");
    }
  }
}

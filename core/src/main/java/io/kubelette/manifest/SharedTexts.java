package io.kubelette.manifest;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Texts that were read lately, so that equal ones become one: names stand several times in an
 * object, and images, policies and namespaces in thousands of them.
 *
 * <p>It keeps at most {@value #PLACES} texts of {@value #LONGEST} characters. Thread-safe because
 * each place is atomic; which of two texts stays there does not matter.
 */
final class SharedTexts {

  private static final int PLACES = 1024;
  private static final int LONGEST = 64;

  private final AtomicReferenceArray<@Nullable String> texts = new AtomicReferenceArray<>(PLACES);

  /** The same text, perhaps as it was read before. */
  String of(String text) {
    if (text.length() > LONGEST) {
      return text;
    }
    int hash = text.hashCode();
    int place = (hash ^ hash >>> 16) & PLACES - 1;
    String known = texts.get(place);
    if (text.equals(known)) {
      return known;
    }
    texts.set(place, text);
    return text;
  }
}

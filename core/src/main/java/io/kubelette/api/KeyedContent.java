package io.kubelette.api;

import java.util.Collection;

/** What ConfigMaps and Secrets share: keys, a size, and that they can be frozen. Pure. */
final class KeyedContent {

  private static final int SIZE_LIMIT = 1024 * 1024;
  private static final String FROZEN = "field is immutable when `immutable` is set";

  private KeyedContent() {}

  static void keys(Collection<String> keys, Violations at) {
    keys.forEach(key -> at.key(key).check(key, Names.configKey(key)));
  }

  static void size(long size, Violations at) {
    if (size > SIZE_LIMIT) {
      at.tooLong("may not be more than " + SIZE_LIMIT + " bytes");
    }
  }

  /** Collects the changes of an object that was frozen. */
  static void frozen(Record now, Record next, Violations violations) {
    for (String path : Differences.between(now, next, "")) {
      String field = path.substring(1).replaceAll("[.\\[].*", "");
      if (!field.equals("metadata")) {
        violations.at(field).forbidden(FROZEN);
      }
    }
  }
}

package io.kubelette.model;

import java.util.Optional;
import java.util.regex.Pattern;

/** What Kubernetes allows as the key and the value of a label. */
public final class LabelGrammar {

  private static final int LONGEST_NAME = 63;
  private static final int LONGEST_PREFIX = 253;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
  private static final Pattern PREFIX =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private LabelGrammar() {}

  /** What is wrong with a key, if anything: {@code app}, {@code example.org/app}. */
  public static Optional<String> keyFault(String key) {
    int slash = key.indexOf('/');
    String name = key.substring(slash + 1);
    if (slash >= 0) {
      String prefix = key.substring(0, slash);
      if (prefix.length() > LONGEST_PREFIX || !PREFIX.matcher(prefix).matches()) {
        return Optional.of(
            "the part of a key before '/' must be a domain of lower case letters, digits, '-' and"
                + " '.', such as example.org, of at most 253 characters");
      }
    }
    if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
      return Optional.of(
          "a key must begin and end with a letter or digit, with letters, digits, '-', '_' and '.'"
              + " between, of at most 63 characters");
    }
    return Optional.empty();
  }

  /** What is wrong with a value, if anything; the empty value is allowed. */
  public static Optional<String> valueFault(String value) {
    if (value.isEmpty() || value.length() <= LONGEST_NAME && NAME.matcher(value).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        "a value must be empty, or begin and end with a letter or digit, with letters, digits,"
            + " '-', '_' and '.' between, of at most 63 characters");
  }
}

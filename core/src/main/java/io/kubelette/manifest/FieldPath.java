package io.kubelette.manifest;

import java.util.regex.Pattern;

/** How the paths of fields are written: {@code spec.containers[0].image}. */
final class FieldPath {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$-]*");

  private FieldPath() {}

  static String field(String parent, String name) {
    if (!PLAIN.matcher(name).matches()) {
      return parent + "[" + name + "]";
    }
    return parent.isEmpty() ? name : parent + "." + name;
  }

  static String item(String parent, int index) {
    return parent + "[" + index + "]";
  }
}

package io.kubelette.pod.reference;

import io.kubelette.model.ObjectFieldSelector;
import io.kubelette.model.ObjectMeta;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code fieldRef}s of environments and downward API volumes. Pure. */
public final class FieldReferences {

  private static final Pattern SUBSCRIPT =
      Pattern.compile("metadata\\.(labels|annotations)\\['([^']+)'\\]");

  private FieldReferences() {}

  /**
   * The value of a field of the pod; empty for one that the pod does not have.
   *
   * @throws ReferenceException if there is no such field
   */
  public static String value(ObjectFieldSelector selector, PodPlace place) {
    String path = selector.fieldPath() == null ? "" : selector.fieldPath();
    ObjectMeta metadata = place.pod().metadata();
    String value =
        switch (path) {
          case "metadata.name" -> metadata.name();
          case "metadata.namespace" -> metadata.namespace();
          case "metadata.uid" -> metadata.uid();
          case "metadata.labels" -> lines(metadata.labels());
          case "metadata.annotations" -> lines(metadata.annotations());
          case "spec.nodeName" -> place.nodeName();
          case "spec.serviceAccountName" -> place.pod().spec().serviceAccountName();
          case "status.hostIP", "status.hostIPs" -> place.nodeAddress();
          case "status.podIP", "status.podIPs" -> place.podAddress();
          default -> subscript(path, metadata);
        };
    return value == null ? "" : value;
  }

  private static @Nullable String subscript(String path, ObjectMeta metadata) {
    Matcher subscript = SUBSCRIPT.matcher(path);
    if (!subscript.matches()) {
      throw new ReferenceException("unsupported fieldPath: " + path);
    }
    return subscript.group(1).equals("labels")
        ? metadata.labels().get(subscript.group(2))
        : metadata.annotations().get(subscript.group(2));
  }

  /** One line {@code key="value"} for each entry, by key. */
  private static String lines(Map<String, String> entries) {
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(entries)
        .forEach(
            (key, value) -> {
              lines.append(lines.length() == 0 ? "" : "\n").append(key).append('=');
              quote(value, lines);
            });
    return lines.toString();
  }

  /** As Go quotes, so that a value stays on its line. */
  private static void quote(String value, StringBuilder quoted) {
    quoted.append('"');
    value.codePoints().forEach(point -> escape(point, quoted));
    quoted.append('"');
  }

  private static void escape(int point, StringBuilder quoted) {
    switch (point) {
      case '"' -> quoted.append("\\\"");
      case '\\' -> quoted.append("\\\\");
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      case 0x07 -> quoted.append("\\a");
      case '\b' -> quoted.append("\\b");
      case '\f' -> quoted.append("\\f");
      case 0x0b -> quoted.append("\\v");
      default -> {
        if (point < 0x20 || point == 0x7f) {
          quoted.append("\\x%02x".formatted(point));
        } else {
          quoted.appendCodePoint(point);
        }
      }
    }
  }
}

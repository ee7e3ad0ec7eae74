package io.kubelette.api.http;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * In which shape the client wants its answer: the first of its wishes that can be met, those that
 * it likes best before all others.
 *
 * @param form of the objects
 * @param version of {@code meta.k8s.io}, where the form is not the object itself
 */
record Accept(Form form, String version) {

  /** What an object is shown as. */
  enum Form {
    /** As JSON. */
    OBJECT,
    /** As YAML. */
    YAML,
    /** As the rows that kubectl prints. */
    TABLE,
    /** Its metadata alone. */
    METADATA
  }

  private static final Accept OBJECT = new Accept(Form.OBJECT, "v1");

  /**
   * By the header's value, null where the client says nothing.
   *
   * @throws ApiException 406 if none of its wishes can be met
   */
  static Accept of(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return OBJECT;
    }
    for (List<String> wish : wishes(header)) {
      Accept met = met(wish);
      if (met != null) {
        return met;
      }
    }
    throw Refusals.notAcceptable();
  }

  /**
   * The wishes of a header, each in its parts: by their quality, and as they stand where that is
   * the same. A quality of 0 means what is not wanted at all, and one that is none counts as 1.
   */
  static List<List<String>> wishes(String header) {
    return Stream.of(header.split(","))
        .map(wish -> List.of(wish.strip().split(";", -1)))
        .filter(wish -> quality(wish) > 0)
        .sorted(Comparator.comparingDouble(Accept::quality).reversed())
        .toList();
  }

  private static double quality(List<String> wish) {
    String given = details(wish).get("q");
    if (given == null) {
      return 1;
    }
    try {
      double quality = Double.parseDouble(given);
      return quality >= 0 && quality <= 1 ? quality : 1;
    } catch (NumberFormatException malformed) {
      return 1;
    }
  }

  private static @Nullable Accept met(List<String> parts) {
    String type = parts.get(0).strip().toLowerCase(Locale.ROOT);
    if (type.equals("application/yaml")) {
      return new Accept(Form.YAML, "v1");
    }
    if (!List.of("application/json", "application/*", "*/*").contains(type)) {
      return null;
    }
    Map<String, String> details = details(parts.subList(1, parts.size()));
    String version = details.getOrDefault("v", "v1");
    return switch (details.getOrDefault("as", "")) {
      case "" -> OBJECT;
      case "Table" -> meta(details) ? new Accept(Form.TABLE, version) : null;
      case "PartialObjectMetadata", "PartialObjectMetadataList" ->
          meta(details) ? new Accept(Form.METADATA, version) : null;
      default -> null;
    };
  }

  private static boolean meta(Map<String, String> details) {
    return "meta.k8s.io".equals(details.get("g"))
        && List.of("v1", "v1beta1").contains(details.getOrDefault("v", ""));
  }

  static Map<String, String> details(List<String> parts) {
    Map<String, String> details = new HashMap<>();
    for (String part : parts) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        details.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
      }
    }
    return details;
  }

  /** The {@code apiVersion} of tables and partial objects. */
  String metaVersion() {
    return "meta.k8s.io/" + version;
  }
}

package io.kubelette.api.patch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The items of a list under the steps by which field sets name them. */
final class Items {

  private Items() {}

  /** By step, in the order of the list; of two items with the same keys the last one counts. */
  static Map<String, @Nullable Object> of(List<?> list, ListRule rule) {
    Map<String, @Nullable Object> items = new LinkedHashMap<>();
    list.forEach(item -> items.put(step(item, rule), item));
    return items;
  }

  /** Whether items are known by steps; otherwise the list is one value. */
  static boolean known(@Nullable Object value, ListRule rule) {
    return value instanceof List<?> && !rule.applyKeys().isEmpty();
  }

  private static String step(@Nullable Object item, ListRule rule) {
    if (rule.isSet() || !(item instanceof Map<?, ?> fields)) {
      return "v:" + json(item);
    }
    StringBuilder step = new StringBuilder("k:{");
    for (String key : new TreeSet<>(rule.applyKeys())) {
      Object value = fields.get(key) == null ? rule.defaults().get(key) : fields.get(key);
      if (value != null) {
        step.append(step.length() > 3 ? "," : "").append(json(key)).append(':').append(json(value));
      }
    }
    return step.append('}').toString();
  }

  private static String json(@Nullable Object scalar) {
    return scalar instanceof String text
        ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"'
        : String.valueOf(scalar);
  }
}

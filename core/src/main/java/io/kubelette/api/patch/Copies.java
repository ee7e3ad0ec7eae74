package io.kubelette.api.patch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trees as their readers know them, and deep copies. */
final class Copies {

  private Copies() {}

  static @Nullable Object of(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map(map);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>(list.size());
      list.forEach(item -> copy.add(of(item)));
      return copy;
    }
    return value;
  }

  static Map<String, @Nullable Object> map(Map<?, ?> map) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((name, field) -> copy.put((String) name, of(field)));
    return copy;
  }

  /** The same map, whose keys are texts because it is part of a tree. */
  @SuppressWarnings("unchecked") // keys of trees are texts
  static Map<String, @Nullable Object> fields(Object map) {
    return (Map<String, @Nullable Object>) map;
  }

  @SuppressWarnings("unchecked") // items of trees are anything
  static List<@Nullable Object> items(Object list) {
    return (List<@Nullable Object>) list;
  }
}

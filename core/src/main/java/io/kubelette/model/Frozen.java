package io.kubelette.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Immutable copies of what a record was given; absent becomes empty. */
final class Frozen {

  private static final FrozenMap<?, ?> EMPTY = FrozenMap.of(Map.of());

  private Frozen() {}

  static <T> List<T> list(@Nullable List<T> items) {
    return items == null || items.isEmpty() ? List.of() : List.copyOf(items);
  }

  /** Keeps the order of the entries, as people wrote them. */
  @SuppressWarnings("unchecked") // the empty map holds nothing of any type
  static <K, V> Map<K, V> map(@Nullable Map<K, V> entries) {
    if (entries == null || entries.isEmpty()) {
      return (Map<K, V>) EMPTY;
    }
    return entries instanceof FrozenMap ? entries : FrozenMap.of(entries);
  }
}

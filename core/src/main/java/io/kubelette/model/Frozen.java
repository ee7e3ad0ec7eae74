package io.kubelette.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Immutable copies of what a record was given; absent becomes empty. */
final class Frozen {

  private static final FrozenMap<?, ?> NO_ENTRIES = FrozenMap.of(Map.of());
  private static final List<?> NO_ITEMS = List.of();

  private Frozen() {}

  /** Of most lists of most records there is nothing to copy: that is found out first. */
  @SuppressWarnings("unchecked") // the empty list holds nothing of any type
  static <T> List<T> list(@Nullable List<T> items) {
    return items == null || items == NO_ITEMS ? (List<T>) NO_ITEMS : copied(items);
  }

  private static <T> List<T> copied(List<T> items) {
    return items.isEmpty() ? List.of() : List.copyOf(items);
  }

  /** Keeps the order of the entries, as people wrote them. */
  @SuppressWarnings("unchecked") // the empty map holds nothing of any type
  static <K, V> Map<K, V> map(@Nullable Map<K, V> entries) {
    return entries == null || entries == NO_ENTRIES ? (Map<K, V>) NO_ENTRIES : copied(entries);
  }

  @SuppressWarnings("unchecked") // the empty map holds nothing of any type
  private static <K, V> Map<K, V> copied(Map<K, V> entries) {
    if (entries instanceof FrozenMap) {
      return entries;
    }
    return entries.isEmpty() ? (Map<K, V>) NO_ENTRIES : FrozenMap.of(entries);
  }
}

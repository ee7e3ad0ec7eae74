package io.kubelette.model;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Immutable copies of what a record was given; absent becomes empty. */
final class Frozen {

  private static final FrozenMap<?, ?> EMPTY = new FrozenMap<>(Map.of());

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
    return entries instanceof FrozenMap ? entries : new FrozenMap<>(entries);
  }

  /** A type of its own, so that a copy of a copy is known to be needless. */
  private static final class FrozenMap<K, V> extends AbstractMap<K, V> {
    private final Map<K, V> entries;

    FrozenMap(Map<K, V> source) {
      LinkedHashMap<K, V> copy = new LinkedHashMap<>(source);
      copy.forEach(
          (key, value) -> {
            Objects.requireNonNull(key, "a map has an entry without a key");
            Objects.requireNonNull(value, () -> "the entry " + key + " of a map has no value");
          });
      this.entries = Collections.unmodifiableMap(copy);
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
      return entries.entrySet();
    }

    @Override
    public int size() {
      return entries.size();
    }

    @Override
    public @Nullable V get(Object key) {
      return entries.get(key);
    }

    @Override
    public boolean containsKey(Object key) {
      return entries.containsKey(key);
    }
  }
}

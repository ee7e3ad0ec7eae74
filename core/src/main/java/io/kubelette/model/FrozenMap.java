package io.kubelette.model;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map in the order of its source: a type of its own, so that a copy of a copy is known
 * to be needless.
 *
 * <p>Most maps of objects have one entry or two. Few entries lie in one array and are looked at one
 * by one, which takes a quarter of a hash table's memory.
 */
abstract class FrozenMap<K, V> extends AbstractMap<K, V> {

  private static final int FEW = 8;

  private FrozenMap() {}

  /**
   * A copy.
   *
   * @throws NullPointerException if an entry lacks its key or its value
   */
  static <K, V> FrozenMap<K, V> of(Map<K, V> source) {
    return source.size() <= FEW ? new Few<>(source) : new Many<>(source);
  }

  private static void check(@Nullable Object key, @Nullable Object value) {
    Objects.requireNonNull(key, "a map has an entry without a key");
    Objects.requireNonNull(value, () -> "the entry " + key + " of a map has no value");
  }

  /** Keys and values in turn. */
  private static final class Few<K, V> extends FrozenMap<K, V> {

    private final Object[] pairs;

    Few(Map<K, V> source) {
      pairs = new Object[2 * source.size()];
      int next = 0;
      for (Map.Entry<K, V> entry : source.entrySet()) {
        check(entry.getKey(), entry.getValue());
        pairs[next++] = entry.getKey();
        pairs[next++] = entry.getValue();
      }
    }

    @Override
    public int size() {
      return pairs.length / 2;
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
      for (int i = 0; i < pairs.length; i += 2) {
        if (pairs[i].equals(key)) {
          return value(i);
        }
      }
      return null;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
      return get(key) != null;
    }

    @Override
    public void forEach(BiConsumer<? super K, ? super V> action) {
      for (int i = 0; i < pairs.length; i += 2) {
        action.accept(key(i), value(i));
      }
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public int size() {
          return pairs.length / 2;
        }

        @Override
        public Iterator<Entry<K, V>> iterator() {
          return new Entries();
        }
      };
    }

    @SuppressWarnings("unchecked") // keys stand at even places
    private K key(int at) {
      return (K) pairs[at];
    }

    @SuppressWarnings("unchecked") // values stand behind their keys
    private V value(int at) {
      return (V) pairs[at + 1];
    }

    /** Goes once over all entries. */
    private final class Entries implements Iterator<Entry<K, V>> {

      private int next;

      @Override
      public boolean hasNext() {
        return next < pairs.length;
      }

      @Override
      public Entry<K, V> next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        int at = next;
        next += 2;
        return Map.entry(key(at), value(at));
      }
    }
  }

  /** With a hash table. */
  private static final class Many<K, V> extends FrozenMap<K, V> {

    private final Map<K, V> entries;

    Many(Map<K, V> source) {
      source.forEach(FrozenMap::check);
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(source));
    }

    @Override
    public int size() {
      return entries.size();
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
      return entries.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
      return entries.containsKey(key);
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
      return entries.entrySet();
    }
  }
}

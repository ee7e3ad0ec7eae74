package io.kubelette.api.patch;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * In which fields two trees differ.
 *
 * @param set those that one has not, or has otherwise
 * @param removed those that the other has no more
 */
record FieldChanges(FieldSet set, FieldSet removed) {

  private static final FieldChanges NONE = new FieldChanges(FieldSet.EMPTY, FieldSet.EMPTY);

  static FieldChanges between(@Nullable Object before, @Nullable Object after, Schema schema) {
    if (Objects.equals(before, after)) {
      return NONE;
    }
    if (after == null) {
      return new FieldChanges(FieldSet.EMPTY, fields(before, schema));
    }
    if (before == null) {
      return new FieldChanges(fields(after, schema), FieldSet.EMPTY);
    }
    if (before instanceof Map<?, ?> one && after instanceof Map<?, ?> other && !schema.atomic()) {
      return ofMaps(one, other, schema);
    }
    if (Items.known(before, schema.list()) && Items.known(after, schema.list())) {
      return ofItems(
          Items.of(Copies.items(before), schema.list()),
          Items.of(Copies.items(after), schema.list()),
          schema.item());
    }
    return new FieldChanges(FieldSet.LEAF, FieldSet.EMPTY);
  }

  /** All fields that a value sets. */
  static FieldSet fields(@Nullable Object value, Schema schema) {
    if (value instanceof Map<?, ?> map && !map.isEmpty() && !schema.atomic()) {
      Map<String, FieldSet> below = new TreeMap<>();
      map.forEach(
          (name, field) -> below.put("f:" + name, fields(field, schema.field((String) name))));
      return FieldSet.of(false, below);
    }
    if (Items.known(value, schema.list())) {
      Map<String, FieldSet> below = new TreeMap<>();
      Items.of(Copies.items(Objects.requireNonNull(value)), schema.list())
          .forEach(
              (step, item) -> below.put(step, fields(item, schema.item()).with(FieldSet.LEAF)));
      return FieldSet.of(false, below);
    }
    return FieldSet.LEAF;
  }

  private static FieldChanges ofMaps(Map<?, ?> before, Map<?, ?> after, Schema schema) {
    Map<String, FieldSet> set = new TreeMap<>();
    Map<String, FieldSet> removed = new TreeMap<>();
    Set<Object> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    for (Object name : names) {
      FieldChanges below = between(before.get(name), after.get(name), schema.field((String) name));
      set.put("f:" + name, below.set);
      removed.put("f:" + name, below.removed);
    }
    return new FieldChanges(FieldSet.of(false, set), FieldSet.of(false, removed));
  }

  private static FieldChanges ofItems(Map<?, ?> before, Map<?, ?> after, Schema item) {
    Map<String, FieldSet> set = new TreeMap<>();
    Map<String, FieldSet> removed = new TreeMap<>();
    Set<Object> steps = new LinkedHashSet<>(before.keySet());
    steps.addAll(after.keySet());
    for (Object step : steps) {
      FieldChanges below = between(before.get(step), after.get(step), item);
      boolean isNew = !before.containsKey(step);
      boolean isGone = !after.containsKey(step);
      set.put((String) step, isNew ? below.set.with(FieldSet.LEAF) : below.set);
      removed.put((String) step, isGone ? below.removed.with(FieldSet.LEAF) : below.removed);
    }
    return new FieldChanges(FieldSet.of(false, set), FieldSet.of(false, removed));
  }
}

package io.kubelette.api.patch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Kubernetes' strategic merge patch: maps are merged, lists of known kinds too, and directives say
 * what else: {@code $patch}, {@code $retainKeys}, {@code $setElementOrder/…}, {@code
 * $deleteFromPrimitiveList/…}.
 */
final class StrategicMerge {

  private static final String PATCH = "$patch";
  private static final String RETAIN = "$retainKeys";
  private static final String ORDER = "$setElementOrder/";
  private static final String DELETE = "$deleteFromPrimitiveList/";

  private StrategicMerge() {}

  /** A new tree; the given ones stay as they are. */
  static Map<String, @Nullable Object> apply(Map<?, ?> tree, Object patch, Schema schema) {
    if (!(patch instanceof Map<?, ?> changes)) {
      throw PatchException.malformed("a strategic merge patch is an object");
    }
    return merged(Copies.map(tree), Copies.map(changes), schema);
  }

  private static Map<String, @Nullable Object> merged(
      Map<String, @Nullable Object> tree, Map<String, @Nullable Object> patch, Schema schema) {
    if (patch.containsKey(PATCH)) {
      return directed(tree, patch, schema);
    }
    retain(tree, patch);
    orders(patch)
        .forEach(
            (field, order) ->
                mergeOrdered(tree, patch, new Ordered(field, order, schema.field(field))));
    for (Map.Entry<String, @Nullable Object> change : List.copyOf(nonNull(tree, patch))) {
      String name = change.getKey();
      Object value = change.getValue();
      if (name.startsWith(DELETE)) {
        String field = name.substring(DELETE.length());
        if (tree.get(field) instanceof List<?> present) {
          tree.put(field, without(present, list(value, name)));
        }
      } else {
        tree.put(name, merged(tree.get(name), value, schema.field(name)));
      }
    }
    return tree;
  }

  /** What sets something; what is null has been deleted. */
  private static List<Map.Entry<String, @Nullable Object>> nonNull(
      Map<String, @Nullable Object> tree, Map<String, @Nullable Object> patch) {
    List<Map.Entry<String, @Nullable Object>> setting = new ArrayList<>();
    for (Map.Entry<String, @Nullable Object> change : patch.entrySet()) {
      if (change.getValue() == null) {
        tree.remove(change.getKey());
      } else {
        setting.add(change);
      }
    }
    return setting;
  }

  private static @Nullable Object merged(
      @Nullable Object present, @Nullable Object change, Schema schema) {
    if (change instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> under =
          present instanceof Map<?, ?> fields ? Copies.fields(fields) : new LinkedHashMap<>();
      return merged(under, Copies.fields(map), schema);
    }
    if (change instanceof List<?> list) {
      List<?> under = present instanceof List<?> items ? items : List.of();
      return schema.list().patchKey() == null
          ? plain(list, schema)
          : mergedList(under, Copies.items(list), schema);
    }
    return change;
  }

  private static Map<String, @Nullable Object> directed(
      Map<String, @Nullable Object> tree, Map<String, @Nullable Object> patch, Schema schema) {
    Object directive = patch.remove(PATCH);
    if ("replace".equals(directive)) {
      return merged(new LinkedHashMap<>(), patch, schema);
    }
    if ("delete".equals(directive)) {
      return new LinkedHashMap<>();
    }
    if ("merge".equals(directive)) {
      return merged(tree, patch, schema);
    }
    throw PatchException.malformed("unknown $patch directive: " + directive);
  }

  private static void retain(
      Map<String, @Nullable Object> tree, Map<String, @Nullable Object> patch) {
    if (!patch.containsKey(RETAIN)) {
      return;
    }
    List<?> kept = list(patch.remove(RETAIN), RETAIN);
    for (Map.Entry<String, @Nullable Object> change : patch.entrySet()) {
      boolean directive = change.getKey().startsWith("$");
      if (!directive && change.getValue() != null && !kept.contains(change.getKey())) {
        throw PatchException.malformed(
            "$retainKeys does not name a field that the patch sets: " + change.getKey());
      }
    }
    tree.keySet().removeIf(name -> !kept.contains(name));
  }

  private static Map<String, List<?>> orders(Map<String, @Nullable Object> patch) {
    Map<String, List<?>> orders = new LinkedHashMap<>();
    patch.forEach(
        (name, order) -> {
          if (name.startsWith(ORDER)) {
            orders.put(name.substring(ORDER.length()), list(order, name));
          }
        });
    orders.keySet().forEach(field -> patch.remove(ORDER + field));
    return orders;
  }

  private static void mergeOrdered(
      Map<String, @Nullable Object> tree, Map<String, @Nullable Object> patch, Ordered list) {
    Object present = tree.get(list.field);
    Object change = patch.get(list.field);
    Object deletions = patch.remove(DELETE + list.field);
    if (present instanceof List<?> items && deletions instanceof List<?> gone) {
      present = without(items, gone);
    }
    if (!(present instanceof List) && !(change instanceof List)) {
      return;
    }
    patch.remove(list.field);
    List<?> before = present instanceof List<?> items ? items : List.of();
    List<?> merged =
        change instanceof List<?> items
            ? mergedList(before, Copies.items(items), list.schema)
            : before;
    tree.put(list.field, ElementOrder.of(list.schema.list()).arranged(merged, list.order, before));
  }

  /** A list field whose order the patch tells. */
  private record Ordered(String field, List<?> order, Schema schema) {}

  private static List<@Nullable Object> mergedList(
      List<?> present, List<@Nullable Object> changes, Schema schema) {
    String key = schema.list().patchKey();
    ElementOrder order = ElementOrder.of(schema.list());
    if (key == null || key.isEmpty()) {
      List<@Nullable Object> all = new ArrayList<>(present);
      changes.stream().filter(item -> !all.contains(item)).forEach(all::add);
      return order.arranged(all, changes, present);
    }
    List<@Nullable Object> result = new ArrayList<>(present);
    List<Map<String, @Nullable Object>> upserts = new ArrayList<>();
    boolean replaces = false;
    for (Object change : changes) {
      Map<String, @Nullable Object> item = object(change, key);
      Object directive = item.get(PATCH);
      if ("delete".equals(directive)) {
        Object gone = keyOf(item, key);
        result.removeIf(each -> each instanceof Map<?, ?> m && Objects.equals(m.get(key), gone));
      } else if ("replace".equals(directive)) {
        replaces = true;
      } else {
        upserts.add(item);
      }
    }
    if (replaces) {
      return plain(upserts, schema);
    }
    upserts.forEach(item -> upsert(result, item, schema));
    return order.arranged(result, upserts, present);
  }

  private static Map<String, @Nullable Object> object(@Nullable Object item, String key) {
    if (item instanceof Map<?, ?> map) {
      return Copies.fields(map);
    }
    throw PatchException.malformed(
        "an item of a list that is merged by " + key + " is an object, not " + item);
  }

  private static void upsert(
      List<@Nullable Object> items, Map<String, @Nullable Object> change, Schema schema) {
    String key = Objects.requireNonNull(schema.list().patchKey());
    Object wanted = keyOf(change, key);
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Map<?, ?> item && Objects.equals(item.get(key), wanted)) {
        items.set(i, merged(Copies.fields(item), change, schema.item()));
        return;
      }
    }
    items.add(merged(new LinkedHashMap<>(), change, schema.item()));
  }

  private static Object keyOf(Map<String, @Nullable Object> item, String key) {
    Object value = item.get(key);
    if (value == null) {
      throw PatchException.malformed(
          "map: " + item + " does not contain declared merge key: " + key);
    }
    return value;
  }

  /** As it stands in the patch, but for directives and nulls within. */
  private static List<@Nullable Object> plain(List<?> items, Schema schema) {
    List<@Nullable Object> plain = new ArrayList<>();
    for (Object item : items) {
      if (!(item instanceof Map<?, ?> map)) {
        plain.add(item);
      } else if (!(map.size() == 1 && map.containsKey(PATCH))) {
        plain.add(merged(new LinkedHashMap<>(), Copies.fields(map), schema.item()));
      }
    }
    return plain;
  }

  private static List<@Nullable Object> without(List<?> items, List<?> gone) {
    List<@Nullable Object> rest = new ArrayList<>(items);
    rest.removeAll(gone);
    return rest;
  }

  private static List<?> list(@Nullable Object value, String name) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw PatchException.malformed(name + " is a list");
  }
}

package io.kubelette.api.patch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The merge of a server-side apply, and the removal of what a manager no longer wants. */
final class ApplyMerge {

  private ApplyMerge() {}

  /** The applied value laid over the live one; a new tree. */
  static @Nullable Object merged(@Nullable Object live, @Nullable Object applied, Schema schema) {
    if (live instanceof Map<?, ?> under && applied instanceof Map<?, ?> over && !schema.atomic()) {
      Map<String, @Nullable Object> merged = Copies.map(under);
      over.forEach(
          (name, value) ->
              merged.put(
                  (String) name, merged(under.get(name), value, schema.field((String) name))));
      return merged;
    }
    if (Items.known(live, schema.list()) && Items.known(applied, schema.list())) {
      Map<String, @Nullable Object> merged =
          new LinkedHashMap<>(Items.of(Copies.items(live), schema.list()));
      Items.of(Copies.items(applied), schema.list())
          .forEach((step, item) -> merged.put(step, merged(merged.get(step), item, schema.item())));
      return new ArrayList<>(merged.values());
    }
    return Copies.of(applied);
  }

  /**
   * The value without the fields that nobody wants any more; a new tree, or null if nothing is
   * left.
   *
   * @param gone what its manager wanted, and no longer does
   * @param kept what the manager still wants, and what others do
   */
  static @Nullable Object pruned(
      @Nullable Object value, FieldSet gone, FieldSet kept, Schema schema) {
    if (gone.isEmpty()) {
      return value;
    }
    if (gone.member() && kept.isEmpty()) {
      return null;
    }
    if (value instanceof Map<?, ?> map && !schema.atomic()) {
      Map<String, @Nullable Object> rest = new LinkedHashMap<>();
      map.forEach(
          (name, field) -> {
            String step = "f:" + name;
            Object left = pruned(field, gone.at(step), kept.at(step), schema.field((String) name));
            if (left != null) {
              rest.put((String) name, left);
            }
          });
      return rest;
    }
    if (Items.known(value, schema.list())) {
      List<@Nullable Object> rest = new ArrayList<>();
      Items.of(Copies.items(value), schema.list())
          .forEach(
              (step, item) -> {
                Object left = pruned(item, gone.at(step), kept.at(step), schema.item());
                if (left != null) {
                  rest.add(left);
                }
              });
      return rest;
    }
    return value;
  }
}

package io.kubelette.api.patch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The order of a merged list, as Kubernetes decides it: items that the patch names are in its
 * order, the others in theirs, and where both lists know two items, as they were.
 *
 * @param key by which items are known; "" for items that are themselves keys
 */
record ElementOrder(String key) {

  static ElementOrder of(ListRule rule) {
    String key = rule.patchKey();
    return new ElementOrder(key == null ? "" : key);
  }

  /**
   * The items anew.
   *
   * @param wanted the order of the patch; it need not know all
   * @param before the list as it was
   */
  List<@Nullable Object> arranged(List<?> items, List<?> wanted, List<?> before) {
    List<@Nullable Object> named = new ArrayList<>();
    List<@Nullable Object> others = new ArrayList<>();
    items.forEach(item -> (index(wanted, item) >= 0 ? named : others).add(item));
    named.sort(Comparator.comparingInt(item -> index(wanted, item)));
    others.sort(Comparator.comparingInt(item -> index(before, item)));
    return zipped(others, named, before);
  }

  private List<@Nullable Object> zipped(List<?> others, List<?> named, List<?> before) {
    List<@Nullable Object> all = new ArrayList<>();
    int left = 0;
    int right = 0;
    while (left < others.size() || right < named.size()) {
      boolean takeLeft =
          right >= named.size()
              || left < others.size() && isBefore(others.get(left), named.get(right), before);
      all.add(takeLeft ? others.get(left++) : named.get(right++));
    }
    return all;
  }

  private boolean isBefore(@Nullable Object one, @Nullable Object other, List<?> before) {
    int first = index(before, one);
    int second = index(before, other);
    return first >= 0 && second >= 0 && first < second;
  }

  private int index(List<?> list, @Nullable Object item) {
    for (int i = 0; i < list.size(); i++) {
      if (Objects.equals(identity(list.get(i)), identity(item))) {
        return i;
      }
    }
    return -1;
  }

  private @Nullable Object identity(@Nullable Object item) {
    return !key.isEmpty() && item instanceof Map<?, ?> map ? map.get(key) : item;
  }
}

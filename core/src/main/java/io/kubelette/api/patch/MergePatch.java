package io.kubelette.api.patch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON Merge Patch (RFC 7386): an object laid over another; null deletes. */
final class MergePatch {

  private MergePatch() {}

  /** A new tree; the given ones stay as they are. */
  static @Nullable Object apply(@Nullable Object tree, @Nullable Object patch) {
    if (!(patch instanceof Map<?, ?> changes)) {
      return Copies.of(patch);
    }
    Map<String, @Nullable Object> merged =
        tree instanceof Map<?, ?> fields ? Copies.map(fields) : new LinkedHashMap<>();
    changes.forEach(
        (name, change) -> {
          if (change == null) {
            merged.remove((String) name);
          } else {
            merged.put((String) name, apply(merged.get((String) name), change));
          }
        });
    return merged;
  }

  /** The patch that makes one tree, which holds no null, of another. */
  static Map<String, @Nullable Object> between(Map<?, ?> from, Map<?, ?> to) {
    Map<String, @Nullable Object> patch = new LinkedHashMap<>();
    from.keySet().stream()
        .filter(name -> !to.containsKey(name))
        .forEach(name -> patch.put((String) name, null));
    to.forEach(
        (name, wanted) -> {
          Object present = from.get(name);
          if (present instanceof Map<?, ?> inner && wanted instanceof Map<?, ?> changed) {
            Map<String, @Nullable Object> below = between(inner, changed);
            if (!below.isEmpty()) {
              patch.put((String) name, below);
            }
          } else if (!Objects.equals(present, wanted)) {
            patch.put((String) name, Copies.of(wanted));
          }
        });
    return patch;
  }
}

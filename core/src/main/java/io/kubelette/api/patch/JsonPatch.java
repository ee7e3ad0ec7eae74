package io.kubelette.api.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON Patch (RFC 6902): operations on paths, one after another. */
final class JsonPatch {

  /** A place in a tree: a map or list, and a name or index in it; the root has neither. */
  private record Spot(@Nullable Object parent, String last) {}

  /** Kubernetes bounds the bytes that a patch copies; an object of 3 MiB has fewer values. */
  private static final int MOST_COPIED = 100_000;

  private @Nullable Object root;
  private int copied;

  private JsonPatch(@Nullable Object root) {
    this.root = root;
  }

  /** The tree after all operations; the given one stays as it is. */
  static @Nullable Object apply(Object tree, @Nullable Object patch) {
    if (!(patch instanceof List<?> operations)) {
      throw PatchException.malformed("a JSON patch is a list of operations");
    }
    JsonPatch patching = new JsonPatch(Copies.of(tree));
    operations.forEach(patching::operation);
    return patching.root;
  }

  private void operation(@Nullable Object given) {
    if (!(given instanceof Map<?, ?> operation)) {
      throw PatchException.malformed("an operation of a JSON patch is an object");
    }
    String path = text(operation, "path");
    switch (text(operation, "op")) {
      case "add" -> add(path, value(operation));
      case "remove" -> remove(path);
      case "replace" -> replace(path, value(operation));
      case "move" -> add(path, remove(text(operation, "from")));
      case "copy" -> add(path, copy(find(text(operation, "from"))));
      case "test" -> test(path, operation.get("value"));
      default -> throw PatchException.malformed("unknown operation: " + operation.get("op"));
    }
  }

  /** Copies of copies double what there is: they end before they fill the memory. */
  private @Nullable Object copy(@Nullable Object value) {
    copied += sizeOf(value);
    if (copied > MOST_COPIED) {
      throw PatchException.unfit("the patch copies more than " + MOST_COPIED + " values");
    }
    return Copies.of(value);
  }

  private static int sizeOf(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return 1 + map.values().stream().mapToInt(JsonPatch::sizeOf).sum();
    }
    return value instanceof List<?> list ? 1 + list.stream().mapToInt(JsonPatch::sizeOf).sum() : 1;
  }

  private static String text(Map<?, ?> operation, String name) {
    if (operation.get(name) instanceof String text) {
      return text;
    }
    throw PatchException.malformed("an operation of a JSON patch lacks its " + name);
  }

  private static @Nullable Object value(Map<?, ?> operation) {
    if (!operation.containsKey("value")) {
      throw PatchException.malformed("an operation of a JSON patch lacks its value");
    }
    return Copies.of(operation.get("value"));
  }

  private void test(String path, @Nullable Object wanted) {
    if (!Objects.equals(present(path) ? find(path) : null, wanted)) {
      throw PatchException.unfit("testing value " + path + " failed: test failed");
    }
  }

  private boolean present(String path) {
    try {
      find(path);
      return true;
    } catch (PatchException absent) {
      return false;
    }
  }

  private void add(String path, @Nullable Object value) {
    Spot spot = spot(path, "add");
    if (spot.parent == null) {
      root = value;
    } else if (spot.parent instanceof Map<?, ?> map) {
      Copies.fields(map).put(spot.last, value);
    } else {
      List<@Nullable Object> items = Copies.items(spot.parent);
      items.add(
          spot.last.equals("-") ? items.size() : index(spot.last, items.size() + 1, path), value);
    }
  }

  private @Nullable Object remove(String path) {
    Spot spot = spot(path, "remove");
    if (spot.parent instanceof Map<?, ?> map && map.containsKey(spot.last)) {
      return Copies.fields(map).remove(spot.last);
    }
    if (spot.parent instanceof List<?> list) {
      return Copies.items(list).remove(index(spot.last, list.size(), path));
    }
    throw missing("remove", path);
  }

  private void replace(String path, @Nullable Object value) {
    Spot spot = spot(path, "replace");
    if (spot.parent == null) {
      root = value;
    } else if (spot.parent instanceof Map<?, ?> map && map.containsKey(spot.last)) {
      Copies.fields(map).put(spot.last, value);
    } else if (spot.parent instanceof List<?> list) {
      Copies.items(list).set(index(spot.last, list.size(), path), value);
    } else {
      throw missing("replace", path);
    }
  }

  private @Nullable Object find(String path) {
    Object at = root;
    for (String step : steps(path)) {
      at = child(at, step, path);
    }
    return at;
  }

  private Spot spot(String path, String operation) {
    List<String> steps = steps(path);
    if (steps.isEmpty()) {
      return new Spot(null, "");
    }
    Object at = root;
    for (String step : steps.subList(0, steps.size() - 1)) {
      at = child(at, step, path);
    }
    if (!(at instanceof Map || at instanceof List)) {
      throw missing(operation, path);
    }
    return new Spot(at, steps.get(steps.size() - 1));
  }

  private static @Nullable Object child(@Nullable Object at, String step, String path) {
    if (at instanceof Map<?, ?> map && map.containsKey(step)) {
      return map.get(step);
    }
    if (at instanceof List<?> list) {
      return list.get(index(step, list.size(), path));
    }
    throw missing("find", path);
  }

  private static List<String> steps(String path) {
    if (path.isEmpty()) {
      return List.of();
    }
    if (!path.startsWith("/")) {
      throw PatchException.malformed("a path of a JSON patch begins with '/': " + path);
    }
    List<String> steps = new ArrayList<>();
    for (String step : path.substring(1).split("/", -1)) {
      steps.add(step.replace("~1", "/").replace("~0", "~"));
    }
    return steps;
  }

  private static int index(String step, int bound, String path) {
    if (step.matches("0|[1-9][0-9]{0,8}") && Integer.parseInt(step) < bound) {
      return Integer.parseInt(step);
    }
    throw PatchException.unfit("index " + step + " is not in the list: " + path);
  }

  private static PatchException missing(String operation, String path) {
    return PatchException.unfit(
        operation + " operation does not apply: doc is missing path: " + path);
  }
}

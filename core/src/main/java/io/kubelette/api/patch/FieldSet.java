package io.kubelette.api.patch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Some of the fields of an object, as {@code fieldsV1} writes them: {@code f:name} is a field,
 * {@code k:{…}} the item of a list with these keys, {@code v:…} an item that is a scalar.
 *
 * <p>Immutable.
 *
 * @param member whether this place itself is one of them
 * @param below by the names of the steps; none of them empty
 */
record FieldSet(boolean member, Map<String, FieldSet> below) {

  static final FieldSet EMPTY = new FieldSet(false, Map.of());
  static final FieldSet LEAF = new FieldSet(true, Map.of());

  private static final String SELF = ".";
  private static final Pattern STEP = Pattern.compile("(?s)f:.*|k:\\{.+}|[vi]:.+");

  FieldSet {
    below = java.util.Collections.unmodifiableMap(new TreeMap<>(below));
  }

  /** Reads {@code fieldsV1}; what is no field set counts as empty. */
  static FieldSet of(@Nullable Object fieldsV1) {
    return fieldsV1 instanceof Map<?, ?> map ? read(map, map.containsKey(SELF)) : EMPTY;
  }

  /** Whether all steps are of the forms that {@code fieldsV1} has. */
  static boolean readable(Map<?, ?> fieldsV1) {
    return fieldsV1.entrySet().stream()
        .allMatch(
            field ->
                (SELF.equals(field.getKey()) || STEP.matcher((String) field.getKey()).matches())
                    && field.getValue() instanceof Map<?, ?> inner
                    && readable(inner));
  }

  private static FieldSet read(Map<?, ?> map, boolean member) {
    Map<String, FieldSet> below = new TreeMap<>();
    map.forEach(
        (step, under) -> {
          if (!step.equals(SELF) && under instanceof Map<?, ?> inner) {
            below.put((String) step, read(inner, inner.isEmpty() || inner.containsKey(SELF)));
          }
        });
    return new FieldSet(member, below);
  }

  /** In the form of {@code fieldsV1}. */
  Map<String, @Nullable Object> toTree() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    if (member && !below.isEmpty()) {
      tree.put(SELF, new LinkedHashMap<>());
    }
    below.forEach((step, under) -> tree.put(step, under.toTree()));
    return tree;
  }

  boolean isEmpty() {
    return !member && below.isEmpty();
  }

  FieldSet at(String step) {
    return below.getOrDefault(step, EMPTY);
  }

  FieldSet with(FieldSet other) {
    Map<String, FieldSet> all = new TreeMap<>(below);
    other.below.forEach((step, under) -> all.merge(step, under, FieldSet::with));
    return new FieldSet(member || other.member, all);
  }

  FieldSet without(FieldSet other) {
    Map<String, FieldSet> rest = new TreeMap<>();
    below.forEach((step, under) -> put(rest, step, under.without(other.at(step))));
    return new FieldSet(member && !other.member, rest);
  }

  /** Without what the other names, and all that is below it. */
  FieldSet withoutBelow(FieldSet other) {
    if (other.member) {
      return EMPTY;
    }
    Map<String, FieldSet> rest = new TreeMap<>();
    below.forEach((step, under) -> put(rest, step, under.withoutBelow(other.at(step))));
    return new FieldSet(member, rest);
  }

  FieldSet in(FieldSet other) {
    Map<String, FieldSet> both = new TreeMap<>();
    below.forEach((step, under) -> put(both, step, under.in(other.at(step))));
    return new FieldSet(member && other.member, both);
  }

  /** With something below a step. */
  static FieldSet under(String step, FieldSet set) {
    return set.isEmpty() ? EMPTY : new FieldSet(false, Map.of(step, set));
  }

  static FieldSet of(boolean member, Map<String, FieldSet> below) {
    Map<String, FieldSet> filled = new TreeMap<>();
    below.forEach((step, under) -> put(filled, step, under));
    return new FieldSet(member, filled);
  }

  /** The paths as people read them: {@code .spec.containers[name="web"].image}. */
  List<String> paths() {
    List<String> paths = new ArrayList<>();
    collect("", paths);
    return paths;
  }

  private void collect(String path, List<String> paths) {
    if (member) {
      paths.add(path);
    }
    below.forEach((step, under) -> under.collect(path + shown(step), paths));
  }

  private static String shown(String step) {
    String text = step.substring(2);
    if (step.startsWith("f:")) {
      return "." + text;
    }
    if (step.startsWith("v:")) {
      return "[=" + text + "]";
    }
    return "[" + text.substring(1, text.length() - 1).replaceAll("\"([^\"]*)\":", "$1=") + "]";
  }

  private static void put(Map<String, FieldSet> sets, String step, FieldSet set) {
    if (!set.isEmpty()) {
      sets.put(step, set);
    }
  }
}

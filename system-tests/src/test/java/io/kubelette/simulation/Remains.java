package io.kubelette.simulation;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an object still says of pods: walks over all that can be reached from it within {@code
 * io.kubelette.pod} and looks for their uids.
 *
 * <p>Owned by the simulation's thread.
 */
final class Remains {

  /** The uids that the simulation gives. */
  private static final Pattern UID = Pattern.compile("p\\d+-u\\d+");

  private record Step(Object at, String path) {}

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Step> open = new ArrayDeque<>();
  private final Map<String, String> found = new TreeMap<>();

  private Remains() {}

  /** By the path to it, each text in which a uid stands. */
  static Map<String, String> of(Object start) {
    Remains remains = new Remains();
    remains.open.add(new Step(start, ""));
    try {
      while (!remains.open.isEmpty()) {
        Step step = remains.open.remove();
        if (remains.seen.add(step.at())) {
          remains.walk(step);
        }
      }
    } catch (IllegalAccessException closed) {
      throw new AssertionError(closed);
    }
    return remains.found;
  }

  private void walk(Step step) throws IllegalAccessException {
    Object at = step.at();
    if (at instanceof String text) {
      if (UID.matcher(text).find()) {
        found.put(step.path(), text);
      }
    } else if (at instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            add(key, step.path() + ".key");
            add(value, step.path() + "[" + key + "]");
          });
    } else if (at instanceof Collection<?> all) {
      all.forEach(each -> add(each, step.path() + "[]"));
    } else if (at instanceof Optional<?> maybe) {
      add(maybe.orElse(null), step.path());
    } else if (isOurs(at.getClass())) {
      walkFields(at, step.path());
    }
  }

  private static boolean isOurs(@Nullable Class<?> type) {
    return type != null && type.getName().startsWith("io.kubelette.pod.");
  }

  private void walkFields(Object at, String path) throws IllegalAccessException {
    for (Class<?> type = at.getClass(); isOurs(type); type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          field.setAccessible(true);
          add(field.get(at), path + "." + field.getName());
        }
      }
    }
  }

  private void add(@Nullable Object value, String path) {
    if (value != null) {
      open.add(new Step(value, path));
    }
  }
}

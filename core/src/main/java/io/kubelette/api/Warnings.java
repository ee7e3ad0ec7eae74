package io.kubelette.api;

import io.kubelette.model.Carried;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an object asks for in vain: the fields it sets that are marked {@link Carried}, and what the
 * rules of its kind add. Pure.
 */
final class Warnings {

  private Warnings() {}

  /** A line for each, such as {@code pods "web": spec.hostNetwork is kept but not acted on}. */
  static <T extends KubernetesObject> List<String> of(T object) {
    ResourceType<T> type = ResourceType.of(object);
    String name = type + " \"" + object.metadata().name() + "\": ";
    Optional<String> kept = Unattended.note(type);
    if (kept.isPresent()) {
      return List.of(name + kept.get());
    }
    List<String> paths = new ArrayList<>();
    collect((Record) object, "", paths);
    List<String> warnings = new ArrayList<>();
    paths.forEach(path -> warnings.add(name + path + " is kept but not acted on"));
    Rules.of(type).warnings(object).forEach(warning -> warnings.add(name + warning));
    return warnings;
  }

  private static void collect(Record record, String path, List<String> paths) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = value(record, component);
      if (isAbsent(value)) {
        continue;
      }
      String here = path.isEmpty() ? component.getName() : path + "." + component.getName();
      if (here.equals("status")) {
        continue;
      }
      if (component.isAnnotationPresent(Carried.class)) {
        paths.add(here);
      } else if (value instanceof Record inner) {
        collect(inner, here, paths);
      } else if (value instanceof List<?> items) {
        collectAll(items, here, paths);
      }
    }
  }

  private static void collectAll(List<?> items, String path, List<String> paths) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Record inner) {
        collect(inner, path + "[" + i + "]", paths);
      }
    }
  }

  private static boolean isAbsent(@Nullable Object value) {
    return value == null
        || value.equals(false)
        || value instanceof List<?> list && list.isEmpty()
        || value instanceof Map<?, ?> map && map.isEmpty();
  }

  private static @Nullable Object value(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException impossible) {
      throw new IllegalStateException("the model's records are public", impossible);
    }
  }
}

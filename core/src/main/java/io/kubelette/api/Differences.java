package io.kubelette.api;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The paths at which two states of a record differ. Pure. */
final class Differences {

  private Differences() {}

  /** Paths below the given one, as deep as both sides have the same structure. */
  static List<String> between(Record one, Record other, String path) {
    List<String> paths = new ArrayList<>();
    collect(one, other, path, paths);
    return paths;
  }

  private static void collect(
      @Nullable Object one, @Nullable Object other, String path, List<String> paths) {
    if (Objects.equals(one, other)) {
      return;
    }
    if (one instanceof Record first && other instanceof Record second && sameShape(first, second)) {
      for (RecordComponent component : first.getClass().getRecordComponents()) {
        collect(
            value(first, component),
            value(second, component),
            path + "." + component.getName(),
            paths);
      }
    } else if (one instanceof List<?> first
        && other instanceof List<?> second
        && first.size() == second.size()) {
      for (int i = 0; i < first.size(); i++) {
        collect(first.get(i), second.get(i), path + "[" + i + "]", paths);
      }
    } else {
      paths.add(path);
    }
  }

  private static boolean sameShape(Record one, Record other) {
    return one.getClass() == other.getClass();
  }

  private static @Nullable Object value(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException impossible) {
      throw new IllegalStateException("the model's records are public", impossible);
    }
  }
}

package io.kubelette.api.http.table;

import io.kubelette.model.KubernetesObject;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One column of a kind.
 *
 * @param name its head
 * @param type {@code string} or {@code integer}
 * @param priority 0 for those that are always shown, 1 for those of {@code -o wide}
 * @param cell what stands in it for an object, at a time
 */
public record Column<T extends KubernetesObject>(
    String name,
    String type,
    int priority,
    BiFunction<T, Instant, ? extends @Nullable Object> cell) {

  static <T extends KubernetesObject> Column<T> text(
      String name, Function<T, @Nullable String> cell) {
    return new Column<>(name, "string", 0, (object, now) -> orNone(cell.apply(object)));
  }

  static <T extends KubernetesObject> Column<T> number(
      String name, Function<T, @Nullable Integer> cell) {
    return new Column<>(name, "integer", 0, (object, now) -> orZero(cell.apply(object)));
  }

  /** The object's name. */
  static <T extends KubernetesObject> Column<T> named() {
    return text("Name", object -> object.metadata().name());
  }

  /** How long ago the object was made. */
  static <T extends KubernetesObject> Column<T> age() {
    return since("Age", object -> object.metadata().creationTimestamp());
  }

  static <T extends KubernetesObject> Column<T> since(
      String name, Function<T, @Nullable Instant> begin) {
    return new Column<>(name, "string", 0, (object, now) -> Spans.since(begin.apply(object), now));
  }

  /** Shown with {@code -o wide} only. */
  Column<T> wide() {
    return new Column<>(name, type, 1, cell);
  }

  /** {@code name}, or {@code string} otherwise: how kubectl aligns and sorts. */
  public String format() {
    return name.equals("Name") ? "name" : "";
  }

  static String orNone(@Nullable String text) {
    return text == null || text.isEmpty() ? "<none>" : text;
  }

  static int orZero(@Nullable Integer number) {
    return number == null ? 0 : number;
  }
}

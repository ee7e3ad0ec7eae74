package io.kubelette.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object of JSON that Kubelette carries without looking inside.
 *
 * @param fields values are String, Boolean, Number, List or Map of these, all immutable; absent
 *     (null) fields are dropped
 */
public record Opaque(@JsonValue Map<String, Object> fields) {

  /**
   * Copies the tree.
   *
   * @throws IllegalArgumentException if it holds anything but what JSON has, or a null in a list
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Opaque {
    fields = freeze(fields);
  }

  /** A part of a tree of JSON, whose keys are texts. */
  public static Opaque of(Map<?, ?> fields) {
    return new Opaque(freeze(fields));
  }

  private static Map<String, Object> freeze(Map<?, ?> fields) {
    Map<String, Object> copy = new LinkedHashMap<>();
    fields.forEach(
        (name, value) -> {
          if (value != null) {
            copy.put((String) name, freeze(value));
          }
        });
    return Frozen.map(copy);
  }

  private static Object freeze(@Nullable Object value) {
    if (value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Number number) {
      return freeze(number);
    }
    if (value instanceof Map<?, ?> map) {
      return freeze(map);
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(item -> copy.add(freeze(item)));
      return Frozen.list(copy);
    }
    throw new IllegalArgumentException("no JSON value: " + value);
  }

  /** One form for each number, so that equal numbers are equal values. */
  private static Number freeze(Number number) {
    BigDecimal exact = new BigDecimal(number.toString());
    try {
      return exact.longValueExact();
    } catch (ArithmeticException notLong) {
      return exact.stripTrailingZeros();
    }
  }
}

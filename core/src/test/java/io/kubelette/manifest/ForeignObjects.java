package io.kubelette.manifest;

import com.google.gson.annotations.SerializedName;
import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/** Objects of the official Java client in which every field is set. */
final class ForeignObjects {

  private ForeignObjects() {}

  static Object full(Class<?> type) {
    try {
      Object object = type.getDeclaredConstructor().newInstance();
      for (Field field : type.getDeclaredFields()) {
        SerializedName name = field.getAnnotation(SerializedName.class);
        if (name != null && !name.value().equals("apiVersion") && !name.value().equals("kind")) {
          field.setAccessible(true);
          field.set(object, value(field.getGenericType(), name.value()));
        }
      }
      return object;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Object value(Type type, String name) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == List.class
          ? List.of(value(arguments[0], name), value(arguments[0], name + "2"))
          : Map.of("example.org/key", value(arguments[1], name));
    }
    Map<Type, Object> values =
        Map.of(
            String.class, name + " \"text\"",
            Integer.class, name.length(),
            Long.class, 5_000_000_000L,
            Boolean.class, true,
            Object.class, Map.of("f:spec", Map.of(".", Map.of())),
            byte[].class, name.getBytes(StandardCharsets.UTF_8),
            OffsetDateTime.class, OffsetDateTime.parse("2026-11-21T19:12:35Z"),
            Quantity.class, Quantity.fromString("1500m"),
            IntOrString.class, new IntOrString(name.length()));
    Object simple = values.get(type);
    return simple != null ? simple : full((Class<?>) type);
  }
}

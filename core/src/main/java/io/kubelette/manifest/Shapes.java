package io.kubelette.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kubelette.model.KubernetesObject;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a record as JSON names them. */
final class Shapes {

  /** Reflection over a record takes longer than everything else about reading it. */
  private static final ClassValue<Map<String, Type>> FIELDS =
      new ClassValue<>() {
        @Override
        protected Map<String, Type> computeValue(Class<?> record) {
          return reflected(record);
        }
      };

  private Shapes() {}

  /** Name and type of every field, apiVersion and kind too where the record is an object. */
  static Map<String, Type> fields(Class<?> record) {
    return FIELDS.get(record);
  }

  private static Map<String, Type> reflected(Class<?> record) {
    Map<String, Type> fields = new LinkedHashMap<>();
    if (KubernetesObject.class.isAssignableFrom(record)) {
      fields.put("apiVersion", String.class);
      fields.put("kind", String.class);
    }
    for (RecordComponent component : record.getRecordComponents()) {
      JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
      boolean named = renamed != null && !renamed.value().isEmpty();
      fields.put(named ? renamed.value() : component.getName(), component.getGenericType());
    }
    return Collections.unmodifiableMap(fields);
  }
}

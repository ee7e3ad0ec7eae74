package io.kubelette.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a record by their names in JSON, for tests. */
final class RecordFields {

  record Field(String name, Type type, boolean carried) {}

  private RecordFields() {}

  static Map<String, Field> of(Class<?> record) {
    Map<String, Field> fields = new LinkedHashMap<>();
    if (KubernetesObject.class.isAssignableFrom(record)) {
      fields.put("apiVersion", new Field("apiVersion", String.class, false));
      fields.put("kind", new Field("kind", String.class, false));
    }
    for (RecordComponent component : record.getRecordComponents()) {
      JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
      String name = renamed == null ? component.getName() : renamed.value();
      boolean carried = component.isAnnotationPresent(Carried.class);
      fields.put(name, new Field(name, component.getGenericType(), carried));
    }
    return fields;
  }
}

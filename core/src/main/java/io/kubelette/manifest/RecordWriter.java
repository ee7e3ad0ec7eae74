package io.kubelette.manifest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.kubelette.model.KubernetesObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Writes records of one type: absent values and empty collections are left out.
 *
 * <p>Thread-safe because what it finds out beside its shape is found out alike by all who look for
 * it.
 */
final class RecordWriter extends StdSerializer<Record> {

  private static final long serialVersionUID = 1;

  private final transient RecordShape.Part[] parts;
  private final transient SerializedString[] names;

  /** Of parts that are records; found when the first value is met. */
  private final transient AtomicReferenceArray<@Nullable JsonSerializer<Object>> inner;

  RecordWriter(Class<?> type, RecordShape shape) {
    super(type, false);
    this.parts = shape.parts().toArray(RecordShape.Part[]::new);
    this.names = new SerializedString[parts.length];
    this.inner = new AtomicReferenceArray<>(parts.length);
    for (int i = 0; i < parts.length; i++) {
      names[i] = new SerializedString(parts[i].name());
    }
  }

  @Override
  public void serialize(Record record, JsonGenerator out, SerializerProvider context)
      throws IOException {
    out.writeStartObject(record);
    if (record instanceof KubernetesObject object) {
      out.writeStringField("apiVersion", object.apiVersion());
      out.writeStringField("kind", object.kind());
    }
    for (int i = 0; i < parts.length; i++) {
      Object value = valueOf(record, i);
      if (isShown(value, i, context)) {
        out.writeFieldName(names[i]);
        if (parts[i].writer() != null) {
          parts[i].writer().serialize(value, out, context);
        } else if (value instanceof Record) {
          inner(i, value, context).serialize(value, out, context);
        } else {
          write(value, out, context);
        }
      }
    }
    out.writeEndObject();
  }

  private @Nullable Object valueOf(Record record, int part) throws JsonMappingException {
    try {
      return parts[part].of(record);
    } catch (IllegalAccessException unreadable) {
      throw JsonMappingException.wrapWithPath(unreadable, record, parts[part].name());
    }
  }

  private boolean isShown(@Nullable Object value, int part, SerializerProvider context)
      throws JsonMappingException {
    if (value == null
        || value instanceof List<?> list && list.isEmpty()
        || value instanceof Map<?, ?> map && map.isEmpty()) {
      return false;
    }
    Object blank = parts[part].blank();
    if (blank == null) {
      return true;
    }
    return value instanceof Record record
            && (JsonSerializer<?>) inner(part, value, context) instanceof RecordWriter writer
        ? writer.showsAny(record, context)
        : !blank.equals(value);
  }

  /** Whether it has anything to show: most that do show one of their first parts. */
  private boolean showsAny(Record record, SerializerProvider context) throws JsonMappingException {
    for (int i = 0; i < parts.length; i++) {
      if (isShown(valueOf(record, i), i, context)) {
        return true;
      }
    }
    return false;
  }

  private JsonSerializer<Object> inner(int part, Object value, SerializerProvider context)
      throws JsonMappingException {
    JsonSerializer<Object> known = inner.get(part);
    if (known == null) {
      known = context.findValueSerializer(value.getClass());
      if (parts[part].type() == value.getClass()) {
        inner.set(part, known);
      }
    }
    return known;
  }

  private static void write(Object value, JsonGenerator out, SerializerProvider context)
      throws IOException {
    if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof List<?> items) {
      out.writeStartArray(items, items.size());
      for (Object item : items) {
        write(item, out, context);
      }
      out.writeEndArray();
    } else if (value instanceof Map<?, ?> fields) {
      out.writeStartObject(fields);
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        out.writeFieldName((String) field.getKey());
        write(field.getValue(), out, context);
      }
      out.writeEndObject();
    } else {
      context.findTypedValueSerializer(value.getClass(), true, null).serialize(value, out, context);
    }
  }
}

package io.kubelette.manifest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.kubelette.model.KubernetesObject;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of one type. How values are read is found out when the first is met: most fields of
 * most types never are.
 *
 * <p>Thread-safe because what it keeps beside its shape is found out alike by all who look for it.
 */
final class RecordReader extends StdDeserializer<Record> {

  private static final long serialVersionUID = 1;

  /**
   * What variables and headers are set to may be secret, and is not kept longer than its object.
   */
  private static final String VALUE = "value";

  private final transient RecordShape shape;
  private final transient SharedTexts texts;
  private final transient Map<String, Integer> places = new HashMap<>();
  private final transient AtomicReferenceArray<@Nullable JsonDeserializer<Object>> readers;
  private final boolean saysItsKind;

  /** Shared by all that set nothing, as many do. */
  private transient volatile @Nullable Record empty;

  RecordReader(JavaType type, RecordShape shape, SharedTexts texts) {
    super(type);
    this.shape = shape;
    this.texts = texts;
    List<RecordShape.Part> parts = shape.parts();
    this.readers = new AtomicReferenceArray<>(parts.size());
    this.saysItsKind = KubernetesObject.class.isAssignableFrom(type.getRawClass());
    for (int i = 0; i < parts.size(); i++) {
      places.put(parts.get(i).name(), i);
      readers.set(i, parts.get(i).reader());
    }
  }

  @Override
  public boolean isCachable() {
    return true;
  }

  @Override
  public @Nullable Record deserialize(JsonParser in, DeserializationContext context)
      throws IOException {
    if (!in.isExpectedStartObjectToken()) {
      return (Record) context.handleUnexpectedToken(getValueType(context), in);
    }
    String name = in.nextFieldName();
    if (name == null) {
      return empty(context);
    }
    @Nullable Object[] values = new Object[shape.parts().size()];
    for (; name != null; name = in.nextFieldName()) {
      Integer place = places.get(name);
      JsonToken token = in.nextToken();
      if (place != null) {
        values[place] = token == JsonToken.VALUE_NULL ? null : value(place, in, context);
      } else if (saysItsKind && (name.equals("apiVersion") || name.equals("kind"))) {
        in.skipChildren();
      } else {
        handleUnknownProperty(in, context, null, name);
      }
    }
    return made(values, context);
  }

  private @Nullable Record empty(DeserializationContext context) throws IOException {
    Record known = empty;
    if (known == null) {
      known = made(new Object[shape.parts().size()], context);
      empty = known;
    }
    return known;
  }

  private Object value(int place, JsonParser in, DeserializationContext context)
      throws IOException {
    RecordShape.Part part = shape.parts().get(place);
    if (part.type() == String.class && in.hasToken(JsonToken.VALUE_STRING)) {
      return part.name().equals(VALUE) ? in.getText() : texts.of(in.getText());
    }
    try {
      return reader(place, part, context).deserialize(in, context);
    } catch (JsonMappingException flawed) {
      flawed.prependPath(handledType(), part.name());
      throw flawed;
    }
  }

  private JsonDeserializer<Object> reader(
      int place, RecordShape.Part part, DeserializationContext context)
      throws JsonMappingException {
    JsonDeserializer<Object> known = readers.get(place);
    if (known == null) {
      JavaType type = context.getTypeFactory().constructType(part.type());
      known = context.findContextualValueDeserializer(type, null);
      readers.set(place, known);
    }
    return known;
  }

  private @Nullable Record made(@Nullable Object[] values, DeserializationContext context)
      throws IOException {
    try {
      return (Record) shape.constructor().newInstance(values);
    } catch (InvocationTargetException refused) {
      return (Record) context.handleInstantiationProblem(handledType(), null, refused.getCause());
    } catch (ReflectiveOperationException impossible) {
      return (Record) context.handleInstantiationProblem(handledType(), null, impossible);
    }
  }
}

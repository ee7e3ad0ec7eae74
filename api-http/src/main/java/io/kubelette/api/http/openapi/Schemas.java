package io.kubelette.api.http.openapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kubelette.model.Carried;
import io.kubelette.model.HorizontalPodAutoscaler;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.Opaque;
import io.kubelette.model.ResourceType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

/** The schemas of records, each once, with those of all that they hold. Used by one thread. */
final class Schemas {

  private static final String PREFIX = "io.kubelette.model.";
  private static final String KEPT = "Kept and given back unchanged; Kubelette does not act on it.";

  private final ObjectNode all;
  private final String version;

  /**
   * @param all takes the schemas
   * @param version of the types, such as {@code v2}
   */
  Schemas(ObjectNode all, String version) {
    this.all = all;
    this.version = version;
  }

  /** Adds the schema of a type, and says by which name it is found. */
  void add(ResourceType<?> type) {
    ObjectNode schema = record(type.javaType());
    if (!schema.has("x-kubernetes-group-version-kind")) {
      schema
          .putArray("x-kubernetes-group-version-kind")
          .addObject()
          .put("group", type.group())
          .put("kind", type.kind())
          .put("version", type.version());
    }
  }

  static String reference(Class<?> record) {
    return "#/components/schemas/" + PREFIX + record.getSimpleName();
  }

  private ObjectNode record(Class<?> record) {
    String name = PREFIX + record.getSimpleName();
    if (all.has(name)) {
      return (ObjectNode) all.get(name);
    }
    ObjectNode schema = all.putObject(name);
    schema
        .put("type", "object")
        .put("description", record.getSimpleName() + ", as Kubelette knows it.");
    ObjectNode fields = schema.putObject("properties");
    if (KubernetesObject.class.isAssignableFrom(record)) {
      fields.set("apiVersion", text("Group and version of the kind."));
      fields.set("kind", text("The kind of the object."));
    }
    for (RecordComponent component : record.getRecordComponents()) {
      String field = name(component);
      ObjectNode value =
          record == HorizontalPodAutoscaler.class && component.getType() == Opaque.class
              ? tree(AutoscalerFields.of(version, field))
              : value(component.getGenericType());
      value.put("description", description(component));
      MergeKeys.strategy(record, field)
          .ifPresent(strategy -> value.put("x-kubernetes-patch-strategy", strategy));
      MergeKeys.of(record, field)
          .filter(key -> !key.isEmpty())
          .ifPresent(key -> value.put("x-kubernetes-patch-merge-key", key));
      fields.set(field, value);
    }
    return schema;
  }

  /** The schema of a shape that no record has. */
  private ObjectNode tree(String shape) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    if (shape.startsWith("[")) {
      schema.put("type", "array").set("items", tree(shape.substring(1)));
      return schema;
    }
    Map<String, String> fields = AutoscalerFields.of(shape);
    if (fields.isEmpty()) {
      return schema.put("type", shape);
    }
    String name = PREFIX + shape;
    if (!all.has(name)) {
      ObjectNode properties =
          all.putObject(name)
              .put("type", "object")
              .put("description", shape + ", as Kubernetes knows it.")
              .putObject("properties");
      fields.forEach((field, type) -> properties.set(field, tree(type).put("description", KEPT)));
    }
    schema.putArray("allOf").addObject().put("$ref", "#/components/schemas/" + name);
    return schema;
  }

  private static String name(RecordComponent component) {
    JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
    return renamed == null || renamed.value().isEmpty() ? component.getName() : renamed.value();
  }

  private static String description(RecordComponent component) {
    return component.isAnnotationPresent(Carried.class) ? KEPT : "Kubelette acts on it.";
  }

  private ObjectNode value(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      ObjectNode schema = JsonNodeFactory.instance.objectNode();
      if (generic.getRawType() == List.class) {
        schema.put("type", "array").set("items", value(arguments[0]));
      } else {
        schema.put("type", "object").set("additionalProperties", value(arguments[1]));
      }
      return schema;
    }
    Class<?> raw = (Class<?>) type;
    if (raw.isRecord() && raw != Opaque.class) {
      record(raw);
      ObjectNode schema = JsonNodeFactory.instance.objectNode();
      schema.putArray("allOf").addObject().put("$ref", reference(raw));
      return schema;
    }
    return scalar(raw);
  }

  private static ObjectNode scalar(Class<?> type) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    return switch (type.getSimpleName()) {
      case "Integer", "int" -> schema.put("type", "integer").put("format", "int32");
      case "Long", "long" -> schema.put("type", "integer").put("format", "int64");
      case "Boolean", "boolean" -> schema.put("type", "boolean");
      case "Double" -> schema.put("type", "number").put("format", "double");
      case "Instant" -> schema.put("type", "string").put("format", "date-time");
      case "Bytes" -> schema.put("type", "string").put("format", "byte");
      case "IntOrString" -> schema.put("type", "string").put("format", "int-or-string");
      case "Opaque" -> schema.put("type", "object");
      default -> schema.put("type", "string");
    };
  }

  private static ObjectNode text(String description) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "string")
        .put("description", description);
  }
}

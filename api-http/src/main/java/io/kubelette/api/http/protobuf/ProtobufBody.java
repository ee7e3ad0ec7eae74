package io.kubelette.api.http.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.kubelette.api.http.protobuf.MessageTable.Field;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * An object in the envelope in which Kubernetes sends protobuf: four magic bytes, then its
 * apiVersion, its kind and itself.
 *
 * <p>Go writes what is not set as zero where a field is no pointer; JSON leaves it out, and so does
 * this, but for numbers and flags that may be pointers. Thread-safe because it is immutable.
 */
public final class ProtobufBody {

  private static final byte[] MAGIC = {'k', '8', 's', 0};
  private static final int DEPTH = 100;

  /** What Go's types hold by value: zero and false mean that nothing was said. */
  private static final Set<String> BY_VALUE =
      Set.of(
          "active",
          "allowed",
          "availableReplicas",
          "containerPort",
          "count",
          "currentHealthy",
          "currentNumberScheduled",
          "currentReplicas",
          "denied",
          "desiredHealthy",
          "desiredNumberScheduled",
          "disruptionsAllowed",
          "expectedPods",
          "failureThreshold",
          "fullyLabeledReplicas",
          "generation",
          "globalDefault",
          "healthCheckNodePort",
          "hostIPC",
          "hostNetwork",
          "hostPID",
          "hostPort",
          "initialDelaySeconds",
          "maxReplicas",
          "minReadySeconds",
          "nodePort",
          "numberAvailable",
          "numberMisscheduled",
          "numberReady",
          "numberUnavailable",
          "observedGeneration",
          "paused",
          "periodSeconds",
          "publishNotReadyAddresses",
          "readOnly",
          "readyReplicas",
          "stdin",
          "stdinOnce",
          "successThreshold",
          "templateGeneration",
          "timeoutSeconds",
          "tty",
          "unavailableReplicas",
          "unschedulable",
          "updatedNumberScheduled",
          "updatedReplicas");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final MessageTable table = MessageTable.load();

  /**
   * The object as JSON, with its apiVersion and kind.
   *
   * @throws ProtobufException if the bytes are no object of a kind that is known
   */
  public JsonNode read(byte[] body) {
    for (int i = 0; i < MAGIC.length; i++) {
      if (body.length <= i || body[i] != MAGIC[i]) {
        throw new ProtobufException("the body does not begin as Kubernetes' protobuf does");
      }
    }
    byte[] content = new byte[body.length - MAGIC.length];
    System.arraycopy(body, MAGIC.length, content, 0, content.length);
    WireReader envelope = new WireReader(content);
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    byte[] raw = {};
    while (envelope.hasNext()) {
      switch (envelope.field()) {
        case 1 -> merge(object, envelope.message(), "runtime.TypeMeta", 0);
        case 2 -> raw = envelope.content();
        default -> envelope.skip();
      }
    }
    String kind = object.path("kind").asText();
    String message = table.message(object.path("apiVersion").asText(), kind);
    merge(object, new WireReader(raw), message, 0);
    return object;
  }

  private void merge(ObjectNode into, WireReader from, String message, int depth) {
    if (depth > DEPTH) {
      throw new ProtobufException("messages lie deeper than " + DEPTH + " levels in one another");
    }
    var fields = table.fields(message);
    while (from.hasNext()) {
      Field field = fields.get(from.field());
      if (field == null) {
        from.skip();
      } else if (field.name().equals("-")) {
        merge(into, from.message(), field.type(), depth + 1);
      } else {
        set(into, from, field, depth);
      }
    }
  }

  private void set(ObjectNode into, WireReader from, Field field, int depth) {
    switch (field.shape()) {
      case LIST -> {
        ArrayNode items = into.withArrayProperty(field.name());
        value(from, field.type(), depth).ifPresent(items::add);
      }
      case MAP -> entry(into.withObjectProperty(field.name()), from.message(), field.type(), depth);
      default ->
          value(from, field.type(), depth)
              .filter(value -> !isUnset(field, value))
              .ifPresent(value -> into.set(field.name(), value));
    }
  }

  private static boolean isUnset(Field field, JsonNode value) {
    if (value.isTextual()) {
      return value.asText().isEmpty();
    }
    boolean zero = value.isNumber() ? value.asLong() == 0 : value.isBoolean() && !value.asBoolean();
    return zero && BY_VALUE.contains(field.name());
  }

  private void entry(ObjectNode map, WireReader from, String type, int depth) {
    String key = "";
    JsonNode value = type.equals("s") || type.equals("y") ? TextNode.valueOf("") : null;
    while (from.hasNext()) {
      switch (from.field()) {
        case 1 -> key = from.text();
        case 2 -> value = value(from, type, depth).orElse(value);
        default -> from.skip();
      }
    }
    if (value != null) {
      map.set(key, value);
    }
  }

  private Optional<JsonNode> value(WireReader from, String type, int depth) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    return switch (type) {
      case "s" -> Optional.of(make.textNode(from.text()));
      case "i" -> Optional.of(make.numberNode(from.integer()));
      case "b" -> Optional.of(make.booleanNode(from.integer() != 0));
      case "d" -> Optional.of(make.numberNode(from.real()));
      case "y" -> Optional.of(make.textNode(Base64.getEncoder().encodeToString(from.content())));
      case "Quantity" -> Optional.of(make.textNode(only(from, 1)));
      case "meta.Time", "meta.MicroTime" -> time(from.message());
      case "util.intstr.IntOrString" -> Optional.of(intOrString(from.message()));
      case "meta.FieldsV1", "runtime.RawExtension" -> raw(from.message());
      default -> {
        ObjectNode object = make.objectNode();
        merge(object, from.message(), type, depth + 1);
        yield Optional.of(object);
      }
    };
  }

  private static String only(WireReader from, int number) {
    String text = "";
    WireReader inside = from.message();
    while (inside.hasNext()) {
      if (inside.field() == number) {
        text = inside.text();
      } else {
        inside.skip();
      }
    }
    return text;
  }

  private static Optional<JsonNode> time(WireReader from) {
    long seconds = 0;
    long nanos = 0;
    while (from.hasNext()) {
      switch (from.field()) {
        case 1 -> seconds = from.integer();
        case 2 -> nanos = from.integer();
        default -> from.skip();
      }
    }
    boolean absent = seconds == 0 && nanos == 0;
    return absent
        ? Optional.empty()
        : Optional.of(TextNode.valueOf(instant(seconds, nanos).toString()));
  }

  private static Instant instant(long seconds, long nanos) {
    try {
      return Instant.ofEpochSecond(seconds, nanos);
    } catch (RuntimeException beyond) {
      throw new ProtobufException("a time is out of range: " + seconds + " s");
    }
  }

  private static JsonNode intOrString(WireReader from) {
    long type = 0;
    long number = 0;
    String text = "";
    while (from.hasNext()) {
      switch (from.field()) {
        case 1 -> type = from.integer();
        case 2 -> number = from.integer();
        case 3 -> text = from.text();
        default -> from.skip();
      }
    }
    JsonNodeFactory make = JsonNodeFactory.instance;
    return type == 0 ? make.numberNode((int) number) : make.textNode(text);
  }

  private static Optional<JsonNode> raw(WireReader from) {
    JsonNode value = null;
    while (from.hasNext()) {
      if (from.field() == 1) {
        try {
          value = JSON.readTree(from.content());
        } catch (IOException malformed) {
          throw new ProtobufException("a raw field is not JSON: " + malformed.getMessage());
        }
      } else {
        from.skip();
      }
    }
    return Optional.ofNullable(value);
  }
}

package io.kubelette.manifest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kubelette.manifest.ManifestProblem.Kind;
import io.kubelette.model.Container;
import io.kubelette.model.ContainerBuilder;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.Pod;
import io.kubelette.model.PodBuilder;
import io.kubelette.model.PodSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Objects as trees of plain Java: maps, lists, texts, booleans, {@code Long}, {@code BigDecimal}
 * and null. For whoever changes what has no type yet, such as a patch.
 *
 * <p>Thread-safe because nothing is kept between calls. Trees are the caller's to change.
 */
public final class Trees {

  private static final String BODY = "body";

  private static final ClassValue<ObjectReader> STRICT =
      new ClassValue<>() {
        @Override
        protected ObjectReader computeValue(Class<?> type) {
          return Json.MAPPER.readerFor(type).with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
        }
      };

  private static final ObjectReader LENIENT =
      Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /**
   * What a tree or text was read as.
   *
   * @param flaws fields that the type has not, and duplicate ones: both were left out
   */
  public record Read<T>(T value, List<ManifestProblem> flaws) {

    /** Keeps a copy. */
    public Read {
      flaws = List.copyOf(flaws);
    }
  }

  private Trees() {}

  /**
   * Reads and writes a pod, so that the first one that comes need not wait until all is loaded that
   * this takes. Worth a thread of its own while others do the rest of a start.
   */
  public static void prepare() {
    Container container = ContainerBuilder.builder().name("a").image("a").build();
    Pod pod =
        PodBuilder.builder()
            .metadata(ObjectMeta.EMPTY.withLabels(Map.of("a", "a")))
            .spec(PodSpec.EMPTY.withContainers(List.of(container)))
            .build();
    read(Manifests.toJsonBytes(pod), Pod.class);
  }

  /** An object within a tree, whose keys are texts. */
  @SuppressWarnings("unchecked") // trees are made here
  public static Map<String, @Nullable Object> fields(Map<?, ?> object) {
    return (Map<String, @Nullable Object>) object;
  }

  /** A value of the model as a tree. */
  public static Map<String, @Nullable Object> of(Object value) {
    return map(Json.MAPPER.valueToTree(value));
  }

  /**
   * A text as a tree: JSON, or one document of YAML.
   *
   * @throws ManifestException if it is neither
   */
  public static @Nullable Object parse(String text) {
    Problems problems = new Problems(BODY);
    Object tree = plain(parse(text, problems).root());
    problems.throwIfAny();
    return tree;
  }

  /**
   * A text as the tree of an object: JSON, or one document of YAML.
   *
   * @throws ManifestException if it is neither, or no object
   */
  public static Read<Map<String, @Nullable Object>> read(byte[] text) {
    Problems problems = new Problems(BODY);
    Tree tree = parse(new String(text, StandardCharsets.UTF_8), problems);
    if (!tree.root().isObject()) {
      problems.add(Kind.WRONG_TYPE, 0, "", "must be an object");
    }
    List<ManifestProblem> flaws = flaws(problems);
    return new Read<>(map(tree.root()), flaws);
  }

  /**
   * A tree as a value of the model.
   *
   * @throws ManifestException if a field has the wrong type or a value that cannot be read
   */
  public static <T> Read<T> read(Map<String, @Nullable Object> tree, Class<T> type) {
    return read(new Tree(node(tree), Map.of()), new Problems(BODY), type);
  }

  /**
   * A text as a value of the model: JSON, or one document of YAML.
   *
   * @throws ManifestException as the others do
   */
  public static <T> Read<T> read(byte[] text, Class<T> type) {
    Optional<T> plain = quickly(text, type);
    if (plain.isPresent()) {
      return new Read<>(plain.get(), List.of());
    }
    Problems problems = new Problems(BODY);
    return read(parse(new String(text, StandardCharsets.UTF_8), problems), problems, type);
  }

  /**
   * What a body says that it is.
   *
   * @param apiVersion "" where it does not say
   * @param kind "" where it does not say
   */
  public record Head(String apiVersion, String kind) {}

  /** What a text of JSON or YAML says that it is; nothing where it cannot be read. */
  public static Head head(byte[] text) {
    if (text.length > 0 && text[0] == '{') {
      return jsonHead(text);
    }
    try {
      Object tree = parse(new String(text, StandardCharsets.UTF_8));
      return tree instanceof Map<?, ?> fields
          ? new Head(text(fields.get("apiVersion")), text(fields.get("kind")))
          : new Head("", "");
    } catch (ManifestException unreadable) {
      return new Head("", "");
    }
  }

  private static Head jsonHead(byte[] text) {
    String apiVersion = "";
    String kind = "";
    try (JsonParser in = Json.MAPPER.createParser(text)) {
      in.nextToken();
      while ((apiVersion.isEmpty() || kind.isEmpty()) && in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        in.nextToken();
        if (name.equals("apiVersion")) {
          apiVersion = text(in.getValueAsString());
        } else if (name.equals("kind")) {
          kind = text(in.getValueAsString());
        } else {
          in.skipChildren();
        }
      }
    } catch (IOException unreadable) {
      return new Head("", "");
    }
    return new Head(apiVersion, kind);
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }

  /** What nearly always comes is JSON without flaws: no tree is made for it. */
  private static <T> Optional<T> quickly(byte[] text, Class<T> type) {
    if (text.length == 0 || text[0] != '{') {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(STRICT.get(type).readValue(text));
    } catch (IOException | IllegalArgumentException flawed) {
      return Optional.empty(); // the slow way tells what is wrong with it
    }
  }

  private static <T> Read<T> read(Tree tree, Problems problems, Class<T> type) {
    if (!tree.root().isObject()) {
      problems.add(Kind.WRONG_TYPE, 0, "", "must be an object");
    } else {
      new ShapeCheck(problems, tree).check(tree.root(), type, "");
    }
    List<ManifestProblem> flaws = flaws(problems);
    try {
      return new Read<>(LENIENT.treeToValue(tree.root(), type), flaws);
    } catch (JsonProcessingException e) {
      throw new ManifestException(
          List.of(
              new ManifestProblem(Kind.MALFORMED_VALUE, BODY, 0, 0, "", e.getOriginalMessage())));
    }
  }

  /** What can be left out of what was read; all else is thrown. */
  private static List<ManifestProblem> flaws(Problems problems) {
    List<ManifestProblem> flaws = new ArrayList<>();
    List<ManifestProblem> faults = new ArrayList<>();
    problems
        .all()
        .forEach(
            each ->
                (each.kind() == Kind.UNKNOWN_FIELD || each.kind() == Kind.DUPLICATE_KEY
                        ? flaws
                        : faults)
                    .add(each));
    if (!faults.isEmpty()) {
      throw new ManifestException(faults);
    }
    return flaws;
  }

  private static Tree parse(String text, Problems problems) {
    try {
      return ManifestReader.tree(text, problems);
    } catch (Refusal e) {
      problems.add(e.kind, e.line, e.path, String.valueOf(e.getMessage()));
      problems.throwIfAny();
      throw e;
    }
  }

  private static Map<String, @Nullable Object> map(JsonNode node) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    node.properties().forEach(field -> fields.put(field.getKey(), plain(field.getValue())));
    return fields;
  }

  private static @Nullable Object plain(JsonNode node) {
    if (node.isObject()) {
      return map(node);
    }
    if (node.isArray()) {
      List<@Nullable Object> items = new ArrayList<>();
      node.forEach(item -> items.add(plain(item)));
      return items;
    }
    if (node.isNumber()) {
      return number(node.decimalValue());
    }
    return node.isBoolean() ? (Object) node.booleanValue() : node.isNull() ? null : node.asText();
  }

  private static Number number(BigDecimal exact) {
    try {
      return exact.longValueExact();
    } catch (ArithmeticException notLong) {
      return exact.stripTrailingZeros();
    }
  }

  private static JsonNode node(@Nullable Object value) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    if (value instanceof Map<?, ?> map) {
      ObjectNode fields = make.objectNode();
      map.forEach((name, field) -> fields.set((String) name, node(field)));
      return fields;
    }
    if (value instanceof List<?> list) {
      ArrayNode items = make.arrayNode();
      list.forEach(item -> items.add(node(item)));
      return items;
    }
    if (value instanceof Number number) {
      return Numbers.node(new BigDecimal(number.toString()));
    }
    return value == null
        ? make.nullNode()
        : value instanceof Boolean flag ? make.booleanNode(flag) : make.textNode((String) value);
  }
}

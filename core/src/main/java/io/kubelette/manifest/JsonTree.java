package io.kubelette.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kubelette.manifest.ManifestProblem.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes trees from a text of one or more JSON documents. Used once, by one thread. */
final class JsonTree {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(10 * Limits.DEPTH)
                  .maxStringLength(Limits.SIZE)
                  .maxNumberLength(1000)
                  .build())
          .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private final Problems problems;
  private final JsonParser parser;
  private Map<String, Integer> lines = new HashMap<>();

  JsonTree(Problems problems, String text) {
    this.problems = problems;
    try {
      this.parser = FACTORY.createParser(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether another document follows. */
  boolean next() {
    return advance() != null;
  }

  /** The document that {@link #next} found. */
  Tree build() {
    lines = new HashMap<>();
    return new Tree(value("", 0), lines);
  }

  private @Nullable JsonToken advance() {
    try {
      return parser.nextToken();
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new Refusal(Kind.SYNTAX, line, "", "not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private JsonNode value(String path, int depth) {
    lines.putIfAbsent(path, line());
    if (depth > Limits.DEPTH) {
      throw new Refusal(Kind.LIMIT, line(), path, "deeper than " + Limits.DEPTH + " levels");
    }
    JsonNodeFactory make = JsonNodeFactory.instance;
    try {
      return switch (parser.currentToken()) {
        case START_OBJECT -> object(path, depth);
        case START_ARRAY -> array(path, depth);
        case VALUE_STRING -> make.textNode(parser.getText());
        case VALUE_TRUE -> make.booleanNode(true);
        case VALUE_FALSE -> make.booleanNode(false);
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Numbers.node(parser.getDecimalValue());
        default -> make.nullNode();
      };
    } catch (IOException e) {
      throw new Refusal(Kind.SYNTAX, line(), path, "not JSON: " + e.getMessage());
    }
  }

  private ObjectNode object(String path, int depth) throws IOException {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    while (advance() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      String fieldPath = FieldPath.field(path, name);
      int line = line();
      advance();
      if (fields.has(name)) {
        problems.add(
            Kind.DUPLICATE_KEY,
            line,
            fieldPath,
            "stands a second time; the first is in line " + lines.get(fieldPath));
      } else {
        lines.put(fieldPath, line);
      }
      fields.set(name, value(fieldPath, depth + 1));
    }
    return fields;
  }

  private ArrayNode array(String path, int depth) {
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    while (advance() != JsonToken.END_ARRAY) {
      items.add(value(FieldPath.item(path, items.size()), depth + 1));
    }
    return items;
  }
}

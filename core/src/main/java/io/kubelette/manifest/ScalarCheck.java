package io.kubelette.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import io.kubelette.manifest.ManifestProblem.Kind;
import io.kubelette.model.Bytes;
import io.kubelette.model.IntOrString;
import io.kubelette.model.Quantity;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Whether a value can become a field that is neither a record nor a collection. */
final class ScalarCheck {

  /** What is wrong, and what would be right. */
  record Fault(Kind kind, String message) {}

  private ScalarCheck() {}

  static Optional<Fault> fault(JsonNode node, Class<?> type) {
    if (type == String.class) {
      return node.isTextual() ? Optional.empty() : wrong(stringExpected(node));
    }
    if (type == Boolean.class) {
      return node.isBoolean()
          ? Optional.empty()
          : wrong("must be true or false, not " + describe(node));
    }
    if (type == Integer.class) {
      return node.isInt() ? Optional.empty() : wrong(wholeExpected(node, "32"));
    }
    if (type == Long.class) {
      boolean fits = node.isInt() || node.isLong();
      return fits ? Optional.empty() : wrong(wholeExpected(node, "64"));
    }
    if (type == IntOrString.class) {
      return node.isInt() || node.isTextual()
          ? Optional.empty()
          : wrong("must be a number or a name, not " + describe(node));
    }
    return written(node, type);
  }

  /** Values that have a grammar of their own. */
  private static Optional<Fault> written(JsonNode node, Class<?> type) {
    if (!node.isTextual() && !(type == Quantity.class && node.isNumber())) {
      return wrong("must be a text in quotes, not " + kind(node));
    }
    try {
      if (type == Quantity.class) {
        Quantity.parse(node.asText().strip());
      } else if (type == Bytes.class) {
        Bytes.ofBase64(node.asText());
      } else if (type == Instant.class) {
        OffsetDateTime.parse(node.asText());
      } else {
        throw new IllegalStateException("the model has a type that no manifest can hold: " + type);
      }
      return Optional.empty();
    } catch (DateTimeException e) {
      return malformed("not a time; write one such as 2026-11-21T19:12:35Z");
    } catch (IllegalArgumentException e) {
      return malformed(String.valueOf(e.getMessage()));
    }
  }

  private static String stringExpected(JsonNode node) {
    return node.isContainerNode()
        ? "must be a text, not " + describe(node)
        : "must be a text, but is read as " + kind(node) + "; write it in quotes";
  }

  private static String wholeExpected(JsonNode node, String bits) {
    if (node.isIntegralNumber()) {
      return "must be a whole number of at most " + bits + " bits";
    }
    boolean quoted = node.isTextual() && node.asText().matches("-?[0-9]+");
    return quoted
        ? "must be a whole number; write it without quotes: " + node.asText()
        : "must be a whole number, not " + describe(node);
  }

  /** What stands there, in words. */
  static String describe(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> "a mapping";
      case ARRAY -> "a list";
      case STRING -> "the text \"" + abbreviated(node.asText()) + "\"";
      case NUMBER -> "the number " + abbreviated(node.asText());
      case BOOLEAN -> node.asText();
      default -> "nothing";
    };
  }

  /** What stands there, without its value: where a text is wanted, that may be a secret. */
  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case STRING -> "a text";
      default -> describe(node);
    };
  }

  private static String abbreviated(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  private static Optional<Fault> wrong(String message) {
    return Optional.of(new Fault(Kind.WRONG_TYPE, message));
  }

  private static Optional<Fault> malformed(String message) {
    return Optional.of(new Fault(Kind.MALFORMED_VALUE, message));
  }
}

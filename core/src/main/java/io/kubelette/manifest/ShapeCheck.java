package io.kubelette.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.kubelette.manifest.ManifestProblem.Kind;
import io.kubelette.model.Opaque;
import io.kubelette.model.Quantity;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Compares a tree with the record it shall become, and collects everything that does not fit: what
 * passes here is converted without errors. Used by one thread, for one document.
 */
final class ShapeCheck {

  private final Problems problems;
  private final Tree tree;

  ShapeCheck(Problems problems, Tree tree) {
    this.problems = problems;
    this.tree = tree;
  }

  /** Checks a value that is not null. */
  void check(JsonNode node, Type type, String path) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class) {
        list(node, arguments[0], path);
      } else {
        map(node, arguments[1], path);
      }
    } else if (type == Opaque.class) {
      opaque(node, path);
    } else if (((Class<?>) type).isRecord()) {
      record(node, (Class<?>) type, path);
    } else {
      ScalarCheck.fault(node, (Class<?>) type)
          .ifPresent(fault -> problems.add(fault.kind(), tree.line(path), path, fault.message()));
    }
  }

  private void record(JsonNode node, Class<?> type, String path) {
    if (!isObject(node, path)) {
      return;
    }
    Map<String, Type> fields = Shapes.fields(type);
    node.properties()
        .forEach(
            entry -> {
              String fieldPath = FieldPath.field(path, entry.getKey());
              Type fieldType = fields.get(entry.getKey());
              if (fieldType == null) {
                unknown(entry.getKey(), fieldPath, fields);
              } else if (!entry.getValue().isNull()) {
                check(entry.getValue(), fieldType, fieldPath);
              }
            });
  }

  private void unknown(String name, String path, Map<String, Type> fields) {
    String hint =
        NearestName.of(name, fields.keySet())
            .map(nearest -> "did you mean " + nearest + "?")
            .orElse("the fields here are " + String.join(", ", fields.keySet()));
    problems.add(Kind.UNKNOWN_FIELD, tree.line(path), path, "no such field; " + hint);
  }

  private void list(JsonNode node, Type item, String path) {
    if (!(node instanceof ArrayNode items)) {
      problems.add(Kind.WRONG_TYPE, tree.line(path), path, "must be a list; begin it with '-'");
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      String itemPath = FieldPath.item(path, i);
      if (items.get(i).isNull()) {
        emptyItem(itemPath);
      } else {
        check(items.get(i), item, itemPath);
      }
    }
  }

  /** As in Kubernetes, an entry without a value has the empty text or no amount. */
  private void map(JsonNode node, Type value, String path) {
    if (!isObject(node, path)) {
      return;
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (entry.getValue().isNull()) {
        entry.setValue(TextNode.valueOf(value == Quantity.class ? "0" : ""));
      } else {
        check(entry.getValue(), value, FieldPath.field(path, entry.getKey()));
      }
    }
  }

  private void opaque(JsonNode node, String path) {
    if (isObject(node, path)) {
      node.properties()
          .forEach(entry -> noEmptyItems(entry.getValue(), FieldPath.field(path, entry.getKey())));
    }
  }

  private void noEmptyItems(JsonNode node, String path) {
    if (node instanceof ObjectNode) {
      opaque(node, path);
      return;
    }
    Iterator<JsonNode> items = node.elements();
    for (int i = 0; items.hasNext(); i++) {
      JsonNode item = items.next();
      String itemPath = FieldPath.item(path, i);
      if (item.isNull()) {
        emptyItem(itemPath);
      } else {
        noEmptyItems(item, itemPath);
      }
    }
  }

  private void emptyItem(String path) {
    problems.add(
        Kind.WRONG_TYPE,
        tree.line(path),
        path,
        "an item without a value; write it or drop the '-'");
  }

  private boolean isObject(JsonNode node, String path) {
    if (node.isObject()) {
      return true;
    }
    problems.add(
        Kind.WRONG_TYPE,
        tree.line(path),
        path,
        "must be a mapping of names to values, not " + ScalarCheck.describe(node));
    return false;
  }
}

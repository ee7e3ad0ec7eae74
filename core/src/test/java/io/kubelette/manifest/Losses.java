package io.kubelette.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kubelette.model.KubernetesObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a manifest is not in the objects that were read from it. Nulls and empty collections may
 * be gone; what is present but empty, such as {@code emptyDir: {}}, may not.
 */
public final class Losses {

  /** Fields that are collections or never absent: empty is the same as absent. */
  private static final Set<String> EMPTY_IS_ABSENT =
      Set.of(
          "metadata",
          "spec",
          "status",
          "labels",
          "annotations",
          "selector",
          "limits",
          "requests",
          "nodeSelector",
          "data",
          "stringData",
          "binaryData");

  private Losses() {}

  /** Paths and values that differ; empty where nothing is lost. */
  public static List<String> of(String text, List<? extends KubernetesObject> objects) {
    List<String> losses = new ArrayList<>();
    List<JsonNode> sent = new ArrayList<>();
    trees(text).forEach(tree -> flatten(tree, sent));
    if (sent.size() != objects.size()) {
      losses.add(sent.size() + " objects were written, " + objects.size() + " read");
      return losses;
    }
    for (int i = 0; i < sent.size(); i++) {
      compare(parsed(sent.get(i).toString()), parsed(Manifests.toJson(objects.get(i))), "", losses);
    }
    return losses;
  }

  /** Both sides through text, so that equal numbers have equal types. */
  private static JsonNode parsed(String json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static List<JsonNode> trees(String text) {
    Problems problems = new Problems("sent");
    List<JsonNode> trees = new ArrayList<>();
    if (text.stripLeading().startsWith("{")) {
      JsonTree json = new JsonTree(problems, text);
      while (json.next()) {
        trees.add(json.build().root());
      }
    } else {
      var documents = ManifestReader.composer(text);
      while (documents.checkNode()) {
        YamlTree tree = new YamlTree(problems, new AliasBudget());
        trees.add(tree.build(documents.getNode()).root());
      }
    }
    problems.throwIfAny();
    return trees;
  }

  private static void flatten(JsonNode tree, List<JsonNode> found) {
    if (tree.path("kind").asText().equals("List")) {
      tree.path("items").forEach(item -> flatten(item, found));
    } else if (!tree.isNull()) {
      found.add(tree);
    }
  }

  private static void compare(JsonNode sent, JsonNode read, String path, List<String> losses) {
    if (sent instanceof ObjectNode object && read.isObject()) {
      Set<String> names = new TreeSet<>();
      object.fieldNames().forEachRemaining(names::add);
      read.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        JsonNode own = object.path(name);
        if (!isNothing(name, own)) {
          compare(own, read.path(name), FieldPath.field(path, name), losses);
        } else if (!isNothing(name, read.path(name)) && !isKindOfTemplate(path, name)) {
          losses.add(path + "." + name + " came from nowhere");
        }
      }
    } else if (sent instanceof ArrayNode items && read.size() == sent.size()) {
      for (int i = 0; i < items.size(); i++) {
        compare(items.get(i), read.get(i), FieldPath.item(path, i), losses);
      }
    } else if (!sent.equals(read) && !isNumberKeptAsText(sent, read)) {
      losses.add(path + ": " + sent + " became " + (read.isMissingNode() ? "nothing" : read));
    }
  }

  /** Kubernetes too says what kind the templates of claims are. */
  private static boolean isKindOfTemplate(String path, String name) {
    return path.contains("volumeClaimTemplates[")
        && (name.equals("apiVersion") || name.equals("kind"));
  }

  private static boolean isNothing(String name, JsonNode value) {
    return value.isMissingNode()
        || value.isNull()
        || value.isArray() && value.isEmpty()
        || value.isObject() && value.isEmpty() && EMPTY_IS_ABSENT.contains(name);
  }

  /** A quantity may be written as a number; it is the same amount as a text. */
  private static boolean isNumberKeptAsText(JsonNode sent, JsonNode read) {
    return sent.isNumber() && read.equals(JsonNodeFactory.instance.textNode(sent.asText()));
  }
}

package io.kubelette.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kubelette.manifest.ManifestProblem.Kind;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ListMeta;
import io.kubelette.model.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes objects of trees by their kinds, and takes lists apart. Used by one thread. */
final class KindReader {

  private static final String LIST = "List";

  private final Problems problems;
  private final List<Document> documents = new ArrayList<>();

  private boolean listedKinds;

  KindReader(Problems problems) {
    this.problems = problems;
  }

  List<Document> documents() {
    return List.copyOf(documents);
  }

  /** Reads one document; an empty one means nothing. */
  void read(Tree tree) {
    if (!tree.root().isNull()) {
      read(tree, tree.root(), "");
    }
  }

  private void read(Tree tree, JsonNode node, String path) {
    int before = problems.count();
    String apiVersion = required(tree, node, path, "apiVersion");
    String kind = required(tree, node, path, "kind");
    if (problems.count() > before) {
      return;
    }
    Optional<ResourceType<?>> type = ResourceType.find(apiVersion, kind);
    if (type.isPresent()) {
      object(tree, node, path, type.get());
    } else if (isList(apiVersion, kind)) {
      list(tree, (ObjectNode) node, path);
    } else {
      unknown(tree, path, apiVersion, kind);
    }
  }

  private static boolean isList(String apiVersion, String kind) {
    return kind.equals(LIST) && apiVersion.equals("v1")
        || kind.endsWith(LIST)
            && ResourceType.find(apiVersion, kind.substring(0, kind.length() - LIST.length()))
                .isPresent();
  }

  private String required(Tree tree, JsonNode node, String path, String name) {
    String fieldPath = FieldPath.field(path, name);
    if (!node.isObject()) {
      problems.add(
          Kind.WRONG_TYPE,
          tree.line(path),
          path,
          "must be an object with apiVersion and kind, not " + ScalarCheck.describe(node));
      return "";
    }
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      String example = name.equals("kind") ? "kind: Pod" : "apiVersion: v1";
      problems.add(
          Kind.MISSING, tree.line(path), fieldPath, "is missing; write for instance " + example);
    } else if (!value.isTextual() || value.asText().isEmpty()) {
      problems.add(
          Kind.WRONG_TYPE,
          tree.line(fieldPath),
          fieldPath,
          "must be a text, not " + ScalarCheck.describe(value));
    }
    return value.asText();
  }

  private void unknown(Tree tree, String path, String apiVersion, String kind) {
    String kindPath = FieldPath.field(path, "kind");
    problems.add(
        Kind.UNKNOWN_KIND,
        tree.line(kindPath),
        kindPath,
        "kind not served: " + apiVersion + " " + kind + served(kind));
  }

  /** Said once: a manifest for a whole cluster has many kinds that are not served. */
  private String served(String kind) {
    for (ResourceType<?> type : ResourceType.all()) {
      if (type.kind().equals(kind)) {
        return "; " + kind + " is served as " + type.apiVersion();
      }
    }
    if (listedKinds) {
      return "";
    }
    listedKinds = true;
    return ResourceType.all().stream()
        .map(ResourceType::kind)
        .collect(Collectors.joining(", ", "; Kubelette serves ", ""));
  }

  /** Items of a typed list may leave out what the list already says. */
  private void list(Tree tree, ObjectNode list, String path) {
    String apiVersion = list.path("apiVersion").asText();
    String kind = list.path("kind").asText();
    ShapeCheck check = new ShapeCheck(problems, tree);
    list.properties()
        .forEach(field -> listField(tree, check, path, field.getKey(), field.getValue()));
    JsonNode items = list.path("items");
    for (int i = 0; i < items.size(); i++) {
      if (!kind.equals(LIST) && items.get(i) instanceof ObjectNode item) {
        item.putIfAbsent("apiVersion", item.textNode(apiVersion));
        item.putIfAbsent("kind", item.textNode(kind.substring(0, kind.length() - LIST.length())));
      }
      read(tree, items.get(i), FieldPath.item(FieldPath.field(path, "items"), i));
    }
  }

  private void listField(Tree tree, ShapeCheck check, String path, String name, JsonNode value) {
    String fieldPath = FieldPath.field(path, name);
    switch (name) {
      case "apiVersion", "kind" -> {}
      case "metadata" -> {
        if (!value.isNull()) {
          check.check(value, ListMeta.class, fieldPath);
        }
      }
      case "items" -> {
        if (!value.isNull() && !value.isArray()) {
          problems.add(Kind.WRONG_TYPE, tree.line(fieldPath), fieldPath, "must be a list");
        }
      }
      default ->
          problems.add(
              Kind.UNKNOWN_FIELD,
              tree.line(fieldPath),
              fieldPath,
              "no such field; a list has apiVersion, kind, metadata and items");
    }
  }

  private void object(Tree tree, JsonNode node, String path, ResourceType<?> type) {
    int before = problems.count();
    new ShapeCheck(problems, tree).check(node, type.javaType(), path);
    if (problems.count() > before) {
      return;
    }
    try {
      KubernetesObject object = Json.MAPPER.treeToValue(node, type.javaType());
      documents.add(new Document(problems.source(), problems.document(), tree.line(path), object));
    } catch (JsonProcessingException e) {
      problems.add(Kind.MALFORMED_VALUE, tree.line(path), path, e.getOriginalMessage());
    }
  }
}

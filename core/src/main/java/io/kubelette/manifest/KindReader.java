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

  /** The document at hand. */
  private Tree tree = Tree.EMPTY;

  private boolean listedKinds;

  KindReader(Problems problems) {
    this.problems = problems;
  }

  List<Document> documents() {
    return List.copyOf(documents);
  }

  /** Reads one document; an empty one means nothing. */
  void read(Tree document) {
    tree = document;
    if (!document.root().isNull()) {
      read(document.root(), "");
    }
  }

  private void read(JsonNode node, String path) {
    int before = problems.count();
    if (!node.isObject()) {
      problems.add(
          Kind.WRONG_TYPE,
          tree.line(path),
          path,
          "must be an object with apiVersion and kind, not " + ScalarCheck.describe(node));
      return;
    }
    String apiVersion = required(node, path, "apiVersion");
    String kind = required(node, path, "kind");
    if (problems.count() > before) {
      return;
    }
    Optional<ResourceType<?>> type = ResourceType.find(apiVersion, kind);
    if (type.isPresent()) {
      object(node, path, type.get());
    } else if (isList(apiVersion, kind)) {
      list((ObjectNode) node, path);
    } else {
      unknown(path, apiVersion, kind);
    }
  }

  private static boolean isList(String apiVersion, String kind) {
    return kind.equals(LIST) && apiVersion.equals("v1")
        || kind.endsWith(LIST)
            && ResourceType.find(apiVersion, kind.substring(0, kind.length() - LIST.length()))
                .isPresent();
  }

  private String required(JsonNode node, String path, String name) {
    String fieldPath = FieldPath.field(path, name);
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

  private void unknown(String path, String apiVersion, String kind) {
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
  private void list(ObjectNode list, String path) {
    String apiVersion = list.path("apiVersion").asText();
    String kind = list.path("kind").asText();
    list.properties().forEach(field -> listField(path, field.getKey(), field.getValue()));
    JsonNode items = list.path("items");
    for (int i = 0; i < items.size(); i++) {
      if (!kind.equals(LIST) && items.get(i) instanceof ObjectNode item) {
        item.putIfAbsent("apiVersion", item.textNode(apiVersion));
        item.putIfAbsent("kind", item.textNode(kind.substring(0, kind.length() - LIST.length())));
      }
      read(items.get(i), FieldPath.item(FieldPath.field(path, "items"), i));
    }
  }

  private void listField(String path, String name, JsonNode value) {
    String fieldPath = FieldPath.field(path, name);
    switch (name) {
      case "apiVersion", "kind" -> {}
      case "metadata" -> {
        if (!value.isNull()) {
          new ShapeCheck(problems, tree).check(value, ListMeta.class, fieldPath);
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

  private void object(JsonNode node, String path, ResourceType<?> type) {
    int before = problems.count();
    new ShapeCheck(problems, tree).check(node, type.javaType(), path);
    if (problems.count() > before) {
      return;
    }
    try {
      KubernetesObject object = value(node, type);
      documents.add(new Document(problems.source(), problems.document(), tree.line(path), object));
    } catch (JsonProcessingException e) {
      problems.add(Kind.MALFORMED_VALUE, tree.line(path), path, e.getOriginalMessage());
    }
  }

  /** Another version of the type is read as the one that is stored. */
  private static KubernetesObject value(JsonNode node, ResourceType<?> type)
      throws JsonProcessingException {
    String apiVersion = node.path("apiVersion").asText();
    for (ResourceType<?> other : ResourceType.otherVersions()) {
      if (other.equals(type) && other.apiVersion().equals(apiVersion)) {
        return Trees.read(OtherVersions.stored(other, Trees.of(node)), type.javaType()).value();
      }
    }
    return Json.MAPPER.treeToValue(node, type.javaType());
  }
}

package io.kubelette.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kubelette.api.http.table.Tables;
import io.kubelette.manifest.Manifests;
import io.kubelette.manifest.OtherVersions;
import io.kubelette.manifest.Trees;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ListMeta;
import io.kubelette.model.ResourceType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Objects of one type in the shape that a client wants: themselves, rows of a table, or their
 * metadata. Immutable, and cheap to make for each request.
 *
 * @param type of the objects
 * @param accept the shape
 * @param rowObjects what a table's rows carry beside their cells: Metadata, Object or None
 * @param encoded the encodings of whole objects
 */
record View<T extends KubernetesObject>(
    ResourceType<T> type, Accept accept, String rowObjects, EncodedObjects encoded) {

  private static final byte[] COMMA = {','};
  private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);

  static <T extends KubernetesObject> View<T> of(
      ResourceType<T> type, Request request, EncodedObjects encoded) {
    Accept accept = Accept.of(request.headers().get("Accept"));
    String objects = request.parameters().text("includeObject").orElse("Metadata");
    return new View<>(type, accept, objects, encoded);
  }

  /** The media type of what this view makes. */
  String contentType() {
    return accept.form() == Accept.Form.YAML ? Reply.YAML : Reply.JSON;
  }

  /** What is stored, as one object. */
  Reply one(int code, T object, Instant now) {
    byte[] body =
        switch (accept.form()) {
          case OBJECT -> json(object);
          case YAML -> yaml(object);
          case TABLE -> table(List.of(object), Rows.meta(object), now);
          case METADATA -> Json.bytes(partial(object));
        };
    return new Reply(code, contentType(), List.of(body), List.of());
  }

  /** What a write answers with: it may bear a revision without being stored. */
  Reply written(int code, T object, Instant now) {
    return accept.form() == Accept.Form.OBJECT
        ? Reply.json(code, type.isStored() ? EncodedObjects.encode(object) : json(object))
        : one(code, object, now);
  }

  /** A list. */
  Reply list(List<T> items, ListMeta meta, Instant now) {
    List<byte[]> pieces =
        switch (accept.form()) {
          case OBJECT -> objects(items, meta);
          case YAML -> List.of(yaml(items, meta));
          case TABLE -> List.of(table(items, meta, now));
          case METADATA -> List.of(partials(items, meta));
        };
    return new Reply(200, contentType(), pieces, List.of());
  }

  private byte[] json(T object) {
    return type.isStored()
        ? encoded.of(object)
        : Manifests.toJsonBytes(OtherVersions.shown(type, object));
  }

  private byte[] yaml(T object) {
    return Manifests.toYaml(OtherVersions.shown(type, object)).getBytes(StandardCharsets.UTF_8);
  }

  private List<byte[]> objects(List<T> items, ListMeta meta) {
    List<byte[]> pieces = new ArrayList<>(2 * items.size() + 2);
    String head =
        "{\"kind\":\"%sList\",\"apiVersion\":\"%s\",\"metadata\":%s,\"items\":["
            .formatted(type.kind(), type.apiVersion(), Manifests.toJson(meta));
    pieces.add(head.getBytes(StandardCharsets.UTF_8));
    for (T item : items) {
      if (pieces.size() > 1) {
        pieces.add(COMMA);
      }
      pieces.add(json(item));
    }
    pieces.add(END);
    return pieces;
  }

  private byte[] yaml(List<T> items, ListMeta meta) {
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("apiVersion", type.apiVersion());
    list.put("kind", type.kind() + "List");
    list.put("metadata", Trees.of(meta));
    list.put("items", items.stream().map(item -> OtherVersions.shown(type, item)).toList());
    return Manifests.toYaml(list).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] partials(List<T> items, ListMeta meta) {
    ObjectNode list =
        Json.object()
            .put("kind", "PartialObjectMetadataList")
            .put("apiVersion", accept.metaVersion());
    list.putRawValue("metadata", Rows.raw(meta));
    ArrayNode all = list.putArray("items");
    items.forEach(item -> all.add(partial(item)));
    return Json.bytes(list);
  }

  private byte[] table(List<T> items, ListMeta meta, Instant now) {
    return Json.bytes(tree(items, meta, now, Rows.Columns.SHOWN));
  }

  /** An object as a watch shows it. */
  byte[] event(T object, Instant now, Rows.Columns shown) {
    return switch (accept.form()) {
      case OBJECT, YAML -> json(object);
      case TABLE -> Json.bytes(tree(List.of(object), Rows.meta(object), now, shown));
      case METADATA -> Json.bytes(partial(object));
    };
  }

  private ObjectNode tree(List<T> items, ListMeta meta, Instant now, Rows.Columns shown) {
    return new Rows<>(Tables.columns(type), accept.metaVersion(), this::beside)
        .tree(items, meta, now, shown);
  }

  private Optional<JsonNode> beside(T item) {
    return switch (rowObjects) {
      case "Object" -> Optional.of(Rows.node(OtherVersions.shown(type, item)));
      case "None" -> Optional.empty();
      default -> Optional.of(partial(item));
    };
  }

  private ObjectNode partial(T object) {
    return Rows.partial(object, accept.metaVersion());
  }
}

package io.kubelette.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.kubelette.api.http.table.Column;
import io.kubelette.manifest.Manifests;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ListMeta;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Objects as the rows of a table. Immutable.
 *
 * @param columns what is shown of each
 * @param version of {@code meta.k8s.io}
 * @param beside what a row carries beside its cells, if anything
 */
record Rows<T extends KubernetesObject>(
    List<Column<T>> columns, String version, Function<T, Optional<JsonNode>> beside) {

  /** A table begins with its columns; later rows of a watch leave them out. */
  enum Columns {
    SHOWN,
    LEFT_OUT
  }

  /** Rows that carry the metadata of their objects, as clients want it that do not say. */
  static <T extends KubernetesObject> Rows<T> withMetadata(
      List<Column<T>> columns, String version) {
    return new Rows<>(columns, version, object -> Optional.of(partial(object, version)));
  }

  /** The table. */
  ObjectNode tree(List<T> items, ListMeta meta, Instant now, Columns shown) {
    ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", version);
    table.putRawValue("metadata", raw(meta));
    ArrayNode definitions = table.putArray("columnDefinitions");
    if (shown == Columns.SHOWN) {
      for (Column<T> column : columns) {
        definitions
            .addObject()
            .put("name", column.name())
            .put("type", column.type())
            .put("format", column.format())
            .put("description", "")
            .put("priority", column.priority());
      }
    }
    ArrayNode rows = table.putArray("rows");
    for (T item : items) {
      ObjectNode row = rows.addObject();
      ArrayNode cells = row.putArray("cells");
      columns.forEach(column -> cell(cells, column.cell().apply(item, now)));
      beside.apply(item).ifPresent(object -> row.set("object", object));
    }
    return table;
  }

  private static void cell(ArrayNode cells, @Nullable Object value) {
    if (value instanceof Integer number) {
      cells.add(number);
    } else {
      cells.add(String.valueOf(value));
    }
  }

  /** An object's metadata alone. */
  static ObjectNode partial(KubernetesObject object, String version) {
    ObjectNode partial =
        Json.object().put("kind", "PartialObjectMetadata").put("apiVersion", version);
    partial.putRawValue("metadata", raw(object.metadata()));
    return partial;
  }

  /** The metadata of a table of one object. */
  static ListMeta meta(KubernetesObject object) {
    return ListMeta.EMPTY.withResourceVersion(
        Objects.requireNonNullElse(object.metadata().resourceVersion(), ""));
  }

  static RawValue raw(Object value) {
    return new RawValue(Manifests.toJson(value));
  }

  /** A value as it is written, within a tree. */
  static JsonNode node(Object value) {
    return JsonNodeFactory.instance.rawValueNode(raw(value));
  }
}

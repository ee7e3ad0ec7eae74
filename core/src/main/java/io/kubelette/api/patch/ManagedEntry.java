package io.kubelette.api.patch;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code managedFields}.
 *
 * @param operation Apply or Update
 * @param rest whether it stands for all fields that no other entry has: the short form in which the
 *     creation of an object is recorded, with empty fieldsV1
 */
record ManagedEntry(
    String manager,
    String operation,
    String apiVersion,
    String subresource,
    String time,
    FieldSet fields,
    boolean rest) {

  static final String APPLY = "Apply";
  static final String UPDATE = "Update";

  static ManagedEntry of(Object entry) {
    Map<?, ?> fields = (Map<?, ?>) entry;
    boolean rest = fields.get("fieldsV1") instanceof Map<?, ?> set && set.isEmpty();
    return new ManagedEntry(
        text(fields, "manager"),
        text(fields, "operation"),
        text(fields, "apiVersion"),
        text(fields, "subresource"),
        text(fields, "time"),
        FieldSet.of(fields.get("fieldsV1")),
        rest && UPDATE.equals(fields.get("operation")));
  }

  static ManagedEntry by(FieldWriter writer, String operation, FieldSet fields) {
    return new ManagedEntry(
        writer.name(),
        operation,
        writer.type().apiVersion(),
        writer.subresource(),
        seconds(writer.time()),
        fields,
        false);
  }

  static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  boolean isOf(FieldWriter writer, String operation) {
    return manager.equals(writer.name())
        && this.operation.equals(operation)
        && subresource.equals(writer.subresource());
  }

  ManagedEntry with(FieldSet others) {
    return new ManagedEntry(manager, operation, apiVersion, subresource, time, others, false);
  }

  ManagedEntry at(String when) {
    return new ManagedEntry(manager, operation, apiVersion, subresource, when, fields, rest);
  }

  /** As conflicts name it. */
  String shown() {
    String name =
        '"'
            + manager
            + '"'
            + (subresource.isEmpty() ? "" : " with subresource \"" + subresource + '"');
    return operation.equals(UPDATE) ? name + " using " + apiVersion : name;
  }

  Map<String, @Nullable Object> toTree() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("manager", manager);
    tree.put("operation", operation);
    tree.put("apiVersion", apiVersion);
    if (!time.isEmpty()) {
      tree.put("time", time);
    }
    tree.put("fieldsType", "FieldsV1");
    tree.put("fieldsV1", fields.toTree());
    if (!subresource.isEmpty()) {
      tree.put("subresource", subresource);
    }
    return tree;
  }

  private static String text(Map<?, ?> fields, String name) {
    return fields.get(name) instanceof String text ? text : "";
  }
}

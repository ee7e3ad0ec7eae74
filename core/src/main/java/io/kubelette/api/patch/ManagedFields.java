package io.kubelette.api.patch;

import io.kubelette.model.KubernetesObject;
import io.kubelette.model.Opaque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who manages which fields of an object, and server-side apply.
 *
 * <p>A creation is recorded in a short form, an entry with empty fields that stands for all that no
 * other entry has: most objects are never applied, and it costs nothing. It is written out by the
 * first write that needs to know. Fields that are written without a manager's name are nobody's.
 */
public final class ManagedFields {

  private static final Set<String> BOOKKEEPING =
      Set.of(
          "name",
          "generateName",
          "namespace",
          "uid",
          "selfLink",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "managedFields");

  private static final Set<String> OPERATIONS = Set.of(ManagedEntry.APPLY, ManagedEntry.UPDATE);

  private ManagedFields() {}

  /**
   * Whether these are entries as a client may set them: other lists are ignored, as in Kubernetes.
   */
  public static boolean readable(List<Opaque> entries) {
    return !entries.isEmpty()
        && entries.stream()
            .allMatch(
                entry ->
                    OPERATIONS.contains(String.valueOf(entry.fields().get("operation")))
                        && entry.fields().get("fieldsV1") instanceof Map<?, ?> fields
                        && FieldSet.readable(fields));
  }

  /** Whether this is how a client takes all fields from all managers: one empty entry. */
  public static boolean clearing(List<Opaque> entries) {
    return entries.size() == 1 && entries.get(0).fields().isEmpty();
  }

  /** The short form of a creation's entry. */
  public static Opaque created(FieldWriter writer) {
    return new Opaque(
        Map.of(
            "manager",
            writer.name(),
            "operation",
            ManagedEntry.UPDATE,
            "apiVersion",
            writer.type().apiVersion(),
            "time",
            ManagedEntry.seconds(writer.time()),
            "fieldsType",
            "FieldsV1",
            "fieldsV1",
            Map.of()));
  }

  /** The tree with entries that tell their fields in full. */
  public static Map<String, @Nullable Object> writtenOut(
      Map<String, @Nullable Object> tree, Class<? extends KubernetesObject> type) {
    return with(tree, entries(tree, Schema.of(type)));
  }

  /** The tree after a write that is no apply: the writer manages what it changed. */
  public static Map<String, @Nullable Object> updated(
      Map<String, @Nullable Object> before,
      Map<String, @Nullable Object> after,
      FieldWriter writer) {
    Schema schema = Schema.of(writer.type().javaType());
    FieldChanges changes =
        FieldChanges.between(
            managed(before, writer.writesStatus()), managed(after, writer.writesStatus()), schema);
    if (changes.set().isEmpty() && changes.removed().isEmpty()) {
      return with(after, raw(before));
    }
    List<ManagedEntry> present = entries(before, schema);
    List<ManagedEntry> entries = new ArrayList<>();
    FieldSet own = changes.set();
    for (ManagedEntry entry : present) {
      if (entry.isOf(writer, ManagedEntry.UPDATE)) {
        own = own.with(entry.fields().without(changes.removed()));
      } else {
        entries.add(entry.with(entry.fields().without(changes.set()).without(changes.removed())));
      }
    }
    entries.add(ManagedEntry.by(writer, ManagedEntry.UPDATE, own));
    return with(after, entries);
  }

  /**
   * The tree after an apply.
   *
   * @param live as it is now; only its type where it does not exist
   * @param applied what the manager wants, without what it does not care about
   * @param forced whether it takes over what others manage
   * @throws ApplyConflictException unless forced, if others manage fields of other values
   */
  static Map<String, @Nullable Object> applied(
      Map<String, @Nullable Object> live,
      Map<String, @Nullable Object> applied,
      FieldWriter writer,
      boolean forced) {
    Schema schema = Schema.of(writer.type().javaType());
    Map<String, @Nullable Object> wanted = managed(applied, writer.writesStatus());
    FieldSet wants = FieldChanges.fields(wanted, schema);
    List<ManagedEntry> present = entries(live, schema);
    Map<String, @Nullable Object> merged =
        Copies.fields(Objects.requireNonNull(ApplyMerge.merged(live, wanted, schema)));
    FieldSet changed = FieldChanges.between(live, merged, schema).set();

    List<ApplyConflictException.Conflict> conflicts = new ArrayList<>();
    List<ManagedEntry> others = new ArrayList<>();
    FieldSet kept = wants;
    FieldSet wantedBefore = FieldSet.EMPTY;
    for (ManagedEntry entry : present) {
      if (entry.isOf(writer, ManagedEntry.APPLY)) {
        wantedBefore = entry.fields();
        continue;
      }
      FieldSet lost = entry.fields().in(changed);
      if (!isUpgrade(entry, writer)) {
        lost.paths()
            .forEach(
                path -> conflicts.add(new ApplyConflictException.Conflict(entry.shown(), path)));
      }
      ManagedEntry rest = entry.with(upgraded(entry, writer, entry.fields().without(lost), wants));
      kept = kept.with(rest.fields());
      others.add(rest);
    }
    if (!forced && !conflicts.isEmpty()) {
      throw new ApplyConflictException(conflicts);
    }
    Object pruned = ApplyMerge.pruned(merged, wantedBefore.without(wants), kept, schema);
    others.add(entryOf(present, writer, wants));
    return with(Copies.fields(Objects.requireNonNull(pruned)), others);
  }

  /**
   * Kubernetes: what kubectl applied on the client's side is taken over when kubectl applies on the
   * server's.
   */
  private static boolean isUpgrade(ManagedEntry entry, FieldWriter writer) {
    return writer.name().equals("kubectl")
        && entry.operation().equals(ManagedEntry.UPDATE)
        && entry.manager().equals("kubectl-client-side-apply");
  }

  private static FieldSet upgraded(
      ManagedEntry entry, FieldWriter writer, FieldSet fields, FieldSet wants) {
    return isUpgrade(entry, writer) ? fields.without(wants) : fields;
  }

  /** An entry whose fields stay the same keeps its time, so that a second apply changes nothing. */
  private static ManagedEntry entryOf(
      List<ManagedEntry> present, FieldWriter writer, FieldSet wants) {
    return present.stream()
        .filter(each -> each.isOf(writer, ManagedEntry.APPLY) && each.fields().equals(wants))
        .findFirst()
        .orElseGet(() -> ManagedEntry.by(writer, ManagedEntry.APPLY, wants));
  }

  private static List<ManagedEntry> entries(Map<String, @Nullable Object> tree, Schema schema) {
    List<ManagedEntry> entries = new ArrayList<>();
    for (Object entry : rawItems(tree)) {
      entries.add(ManagedEntry.of(entry));
    }
    if (entries.stream().noneMatch(ManagedEntry::rest)) {
      return entries;
    }
    FieldSet known = FieldSet.EMPTY;
    for (ManagedEntry entry : entries) {
      known = known.with(entry.fields());
    }
    FieldSet rest = FieldChanges.fields(managed(tree, false), schema).without(known);
    return new ArrayList<>(
        entries.stream().map(entry -> entry.rest() ? entry.with(rest) : entry).toList());
  }

  /** What managers manage: the status, or all but it, without what only the API sets. */
  private static Map<String, @Nullable Object> managed(
      Map<String, @Nullable Object> tree, boolean status) {
    Map<String, @Nullable Object> managed = new LinkedHashMap<>();
    if (status) {
      if (tree.get("status") != null) {
        managed.put("status", tree.get("status"));
      }
      return managed;
    }
    managed.putAll(tree);
    managed.keySet().removeAll(Set.of("apiVersion", "kind", "status"));
    if (tree.get("metadata") instanceof Map<?, ?> metadata) {
      Map<String, @Nullable Object> rest = Copies.map(metadata);
      rest.keySet().removeAll(BOOKKEEPING);
      managed.remove("metadata");
      if (!rest.isEmpty()) {
        managed.put("metadata", rest);
      }
    }
    return managed;
  }

  private static List<?> rawItems(Map<String, @Nullable Object> tree) {
    return tree.get("metadata") instanceof Map<?, ?> metadata
            && metadata.get("managedFields") instanceof List<?> entries
        ? entries
        : List.of();
  }

  private static List<ManagedEntry> raw(Map<String, @Nullable Object> tree) {
    return rawItems(tree).stream().map(ManagedEntry::of).toList();
  }

  private static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> tree, List<ManagedEntry> entries) {
    Map<String, @Nullable Object> copy = Copies.map(tree);
    Map<String, @Nullable Object> metadata =
        copy.get("metadata") instanceof Map<?, ?> present
            ? Copies.fields(present)
            : new LinkedHashMap<>();
    List<@Nullable Object> trees = new ArrayList<>();
    entries.stream()
        .filter(entry -> entry.rest() || !entry.fields().isEmpty())
        .forEach(entry -> trees.add(entry.toTree()));
    metadata.put("managedFields", trees);
    copy.put("metadata", metadata);
    return copy;
  }
}

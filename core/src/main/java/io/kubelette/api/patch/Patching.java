package io.kubelette.api.patch;

import io.kubelette.model.KubernetesObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays patches over trees. Given trees stay as they are. */
public final class Patching {

  private Patching() {}

  /**
   * After the operations of a JSON patch.
   *
   * @throws PatchException if it does not fit
   */
  public static Map<String, @Nullable Object> json(
      Map<String, @Nullable Object> tree, @Nullable Object patch) {
    return object(JsonPatch.apply(tree, patch));
  }

  /**
   * After a JSON merge patch.
   *
   * @throws PatchException if it is no object
   */
  public static Map<String, @Nullable Object> merge(
      Map<String, @Nullable Object> tree, @Nullable Object patch) {
    if (!(patch instanceof Map)) {
      throw PatchException.malformed("a merge patch of an object is an object");
    }
    return object(MergePatch.apply(tree, patch));
  }

  /**
   * After a strategic merge patch.
   *
   * @throws PatchException if it is no object, or a directive in it makes no sense
   */
  public static Map<String, @Nullable Object> strategic(
      Map<String, @Nullable Object> tree,
      @Nullable Object patch,
      Class<? extends KubernetesObject> type) {
    if (!(patch instanceof Map)) {
      throw PatchException.malformed("a strategic merge patch is an object");
    }
    return StrategicMerge.apply(tree, patch, Schema.of(type));
  }

  /**
   * After a server-side apply, with the managed fields in the metadata.
   *
   * @param live as it is now; empty where it does not exist
   * @throws ApplyConflictException if others manage fields of other values
   */
  public static Map<String, @Nullable Object> apply(
      Map<String, @Nullable Object> live,
      Map<String, @Nullable Object> applied,
      FieldWriter writer) {
    return ManagedFields.applied(live, applied, writer, false);
  }

  /** After a server-side apply that takes over what others manage. */
  public static Map<String, @Nullable Object> applyForced(
      Map<String, @Nullable Object> live,
      Map<String, @Nullable Object> applied,
      FieldWriter writer) {
    return ManagedFields.applied(live, applied, writer, true);
  }

  private static Map<String, @Nullable Object> object(@Nullable Object tree) {
    if (tree instanceof Map<?, ?> fields) {
      return Copies.fields(fields);
    }
    throw PatchException.unfit("the patch leaves no object");
  }
}

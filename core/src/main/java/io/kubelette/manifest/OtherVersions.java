package io.kubelette.manifest;

import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Objects in versions of their type other than the one that is stored: trees as clients of such a
 * version write and read them, and the same as they are stored. Nothing is lost either way.
 *
 * <p>Thread-safe because nothing is kept between calls.
 */
public final class OtherVersions {

  private OtherVersions() {}

  /** An object as a tree in the version of the given type. */
  public static <T extends KubernetesObject> Map<String, @Nullable Object> shown(
      ResourceType<T> type, T object) {
    Map<String, @Nullable Object> tree = Trees.of(object);
    return type.isStored() ? tree : AutoscalerVersions.older(tree);
  }

  /**
   * A tree in the version of the given type as its objects are stored. What does not fit the type
   * is left as it is, for others to refuse.
   */
  public static Map<String, @Nullable Object> stored(
      ResourceType<?> type, Map<String, @Nullable Object> tree) {
    return type.isStored() ? tree : AutoscalerVersions.newer(tree);
  }

  /**
   * The annotations by which a tree in the version of the given type says what only the stored
   * version knows, and which cannot be read: what they say is left out, as in Kubernetes.
   */
  public static List<String> unreadable(ResourceType<?> type, Map<String, @Nullable Object> tree) {
    return type.isStored() ? List.of() : AutoscalerVersions.unreadable(tree);
  }
}

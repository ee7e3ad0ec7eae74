package io.kubelette.store;

import io.kubelette.model.KubernetesObject;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One change of one object.
 *
 * @param type what happened to it
 * @param object its state after the change; at a deletion its last state, with the deletion's
 *     revision as resourceVersion
 * @param before its state before the change; none at its creation
 * @param revision of the change
 */
public record WatchEvent<T extends KubernetesObject>(
    Type type, T object, @Nullable T before, Revision revision) {

  /** What can happen to an object. */
  public enum Type {
    /** It was created. */
    ADDED,
    /** It was updated. */
    MODIFIED,
    /** It was deleted. */
    DELETED
  }

  /** Only a creation has nothing before it. */
  public WatchEvent {
    Objects.requireNonNull(object);
    if ((type == Type.ADDED) != (before == null)) {
      throw new IllegalArgumentException(
          type + " with" + (before == null ? "out" : "") + " before");
    }
  }

  /** The state before the change, if there was one. */
  public Optional<T> previous() {
    return Optional.ofNullable(before);
  }
}

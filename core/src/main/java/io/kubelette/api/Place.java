package io.kubelette.api;

import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;

/**
 * What a request is about, as its URL tells it.
 *
 * @param namespace "" for kinds without namespaces
 * @param part the whole object, or the part of it that a subresource stands for
 */
public record Place<T extends KubernetesObject>(
    ResourceType<T> type, String namespace, String name, Part part) {

  /** Which part of an object a write concerns; all else of what it brings is ignored. */
  public enum Part {
    /** All but the status. */
    WHOLE,
    /** The status alone. */
    STATUS,
    /** The ephemeral containers of a pod. */
    EPHEMERAL_CONTAINERS,
    /** The resources of a pod's containers. */
    RESIZE
  }

  /** An object. */
  public static <T extends KubernetesObject> Place<T> of(
      ResourceType<T> type, String namespace, String name) {
    return new Place<>(type, namespace, name, Part.WHOLE);
  }

  /** A part of the same object. */
  public Place<T> part(Part other) {
    return new Place<>(type, namespace, name, other);
  }
}

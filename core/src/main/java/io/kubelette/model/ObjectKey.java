package io.kubelette.model;

/**
 * What tells one object of a cluster from all others alive.
 *
 * @param namespace empty for objects that live outside namespaces
 */
public record ObjectKey(ResourceType<?> type, String namespace, String name) {

  /** The key of an object that has a name; without a namespace, it lives outside of them. */
  public static ObjectKey of(KubernetesObject object) {
    ObjectMeta metadata = object.metadata();
    String name = metadata.name();
    if (name == null) {
      throw new IllegalArgumentException(object.kind() + " has no metadata.name");
    }
    String namespace = metadata.namespace();
    return new ObjectKey(ResourceType.of(object), namespace == null ? "" : namespace, name);
  }

  /** {@code pods/default/web}, or {@code nodes/here} outside of namespaces. */
  @Override
  public String toString() {
    return type.plural() + "/" + (namespace.isEmpty() ? "" : namespace + "/") + name;
  }
}

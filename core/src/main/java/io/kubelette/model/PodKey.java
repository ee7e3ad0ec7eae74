package io.kubelette.model;

/** Namespace and name of a pod. */
public record PodKey(String namespace, String name) {

  /** The key of the pod of that name. */
  public static PodKey of(String namespace, String name) {
    return new PodKey(namespace, name);
  }

  /** The key of a pod that has a name; without a namespace, it is in {@code default}. */
  public static PodKey of(Pod pod) {
    String namespace = pod.metadata().namespace();
    String name = pod.metadata().name();
    if (name == null) {
      throw new IllegalArgumentException("the pod has no metadata.name");
    }
    return new PodKey(namespace == null ? "default" : namespace, name);
  }

  /** {@code namespace/name}. */
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}

package io.kubelette.runtime;

/**
 * Whose something in the engine is.
 *
 * @param owner the node that made it; several nodes may share an engine
 * @param uid the pod's uid
 * @param namespace the pod's namespace
 * @param name the pod's name
 */
public record PodIdentity(String owner, String uid, String namespace, String name) {

  /** {@code namespace/name(uid)}, as logs name it. */
  @Override
  public String toString() {
    return namespace + "/" + name + "(" + uid + ")";
  }
}

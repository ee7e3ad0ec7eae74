package io.kubelette.pod;

/**
 * A container of a pod, by its place in the pod's definition.
 *
 * @param role which list it stands in
 * @param name its name
 */
record ContainerRef(ContainerRole role, String name) {

  /** The path that an event about this container names. */
  String fieldPath() {
    String list =
        switch (role) {
          case INIT, SIDECAR -> "spec.initContainers{";
          case APP -> "spec.containers{";
          case EPHEMERAL -> "spec.ephemeralContainers{";
        };
    return list + name + "}";
  }
}

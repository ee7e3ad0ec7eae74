package io.kubelette.runtime;

import org.jspecify.annotations.Nullable;

/**
 * With whom the containers of a pod share the kernel's namespaces; a sandbox and its containers are
 * given the same, but for {@code target}.
 *
 * @param network {@code POD} or {@code HOST}
 * @param ipc {@code POD} or {@code HOST}
 * @param process {@code CONTAINER}, {@code POD} or {@code HOST}
 * @param target the id of the container whose processes an ephemeral container sees, instead of
 *     what {@code process} says; null for none
 */
public record Namespaces(Scope network, Scope ipc, Scope process, @Nullable String target) {

  /** What a pod has that asks for nothing: its own network and IPC, processes by container. */
  public static final Namespaces POD = new Namespaces(Scope.POD, Scope.POD, Scope.CONTAINER, null);

  /** Refuses scopes that no engine has. */
  public Namespaces {
    if (network == Scope.CONTAINER || ipc == Scope.CONTAINER) {
      throw new IllegalArgumentException("a pod's containers share network and IPC");
    }
  }

  /** The same with the processes of that container. */
  public Namespaces targeting(String containerId) {
    return new Namespaces(network, ipc, process, containerId);
  }

  /** Who shares a namespace. */
  public enum Scope {
    /** Nobody: each container has its own. */
    CONTAINER,
    /** The containers of a pod. */
    POD,
    /** Everyone on the host. */
    HOST
  }
}

package io.kubelette.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Something of the node that a container sees at a path of its own.
 *
 * @param path where it is in the container, absolute; it may hide what the image or the engine has
 *     there, such as {@code /etc/hosts}
 * @param source what is there
 * @param access what the container may do to it
 * @param propagation whether mounts made below it later are seen on the other side
 */
public record Mount(String path, Source source, Access access, Propagation propagation) {

  /** Refuses paths that are not absolute. */
  public Mount {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("a mount's path is absolute, not " + path);
    }
  }

  /** A host path that the container may write to, without propagation. */
  public static Mount of(String path, String hostPath) {
    return new Mount(path, new HostPath(hostPath), Access.READ_WRITE, Propagation.PRIVATE);
  }

  /** The same, but read only. */
  public Mount readOnly() {
    return new Mount(path, source, Access.READ_ONLY, propagation);
  }

  /** What a mount shows. */
  public sealed interface Source permits HostPath, Memory {}

  /**
   * A file or folder of the engine's host.
   *
   * @param path absolute, without symbolic links that a container could have made; where nothing
   *     is, the engine makes a folder
   */
  public record HostPath(String path) implements Source {}

  /**
   * A {@link MemoryVolume} of the pod's sandbox.
   *
   * @param volume its name
   * @param subPath a folder in it, relative and without {@code ..}, made if it is missing; null for
   *     the whole. A runtime that cannot do this without following links refuses the container
   */
  public record Memory(String volume, @Nullable String subPath) implements Source {}

  /** What a container may do to a mount. */
  public enum Access {
    /** Read and write. */
    READ_WRITE,
    /** Read; mounts below it keep their own access. */
    READ_ONLY,
    /**
     * Read, and all mounts below it too; {@code REJECTED} where the engine cannot, see {@link
     * ReadOnlyMounts}.
     */
    READ_ONLY_RECURSIVE
  }

  /** Whether later mounts below a mount are seen on the other side. */
  public enum Propagation {
    /** Neither side sees the other's. Kubernetes: None. */
    PRIVATE,
    /** The container sees the host's. */
    HOST_TO_CONTAINER,
    /** Both see each other's; for privileged containers. */
    BIDIRECTIONAL
  }
}

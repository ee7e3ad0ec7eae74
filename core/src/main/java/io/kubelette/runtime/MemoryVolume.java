package io.kubelette.runtime;

import org.jspecify.annotations.Nullable;

/**
 * A volume in memory that lives as long as its pod's sandbox, over restarts of the containers that
 * mount it.
 *
 * @param name unique in its pod
 * @param sizeBytes how much it holds at most; 0 for what the kernel allows, half of the memory
 * @param mode the permissions of its root, for instance {@code 0777}
 * @param group who owns its root; null for root's group
 */
public record MemoryVolume(String name, long sizeBytes, int mode, @Nullable Long group) {

  /** Kubernetes: an emptyDir is open to all (0777). */
  public static MemoryVolume of(String name, long sizeBytes) {
    return new MemoryVolume(name, sizeBytes, 0777, null);
  }
}

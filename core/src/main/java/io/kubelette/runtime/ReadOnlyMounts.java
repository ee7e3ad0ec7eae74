package io.kubelette.runtime;

/** A runtime that tells how far its read-only mounts reach. */
public interface ReadOnlyMounts {

  /**
   * Whether {@link Mount.Access#READ_ONLY_RECURSIVE} is done on this engine and its machine; where
   * it is not, or nobody tells, no container is asked for with it. The answer does not change.
   */
  boolean areRecursive();
}

package io.kubelette.runtime;

/**
 * What a runtime may know of the room for the volumes of pods: an optional ability. The node asks
 * before it writes into a volume; where a runtime does not have it, only the disk says no.
 */
@FunctionalInterface
public interface VolumeRoom {

  /** A runtime that does not know: every volume may be written. */
  VolumeRoom ENOUGH = (pod, volume) -> {};

  /**
   * Refuses what cannot be written now; it will be asked again. May block.
   *
   * @param volume its name in the pod
   * @throws ContainerRuntimeException why not, in the words of the pod's {@code FailedMount} event
   */
  void require(PodIdentity pod, String volume);
}

package io.kubelette.pod;

/** How much the volumes of pods hold. */
@FunctionalInterface
public interface VolumeUsage {

  /** How many bytes lie in a volume on disk; 0 if there is no such volume. May block. */
  long bytes(String podUid, String volume);

  /** Nobody knows: no volume ever holds too much. */
  static VolumeUsage unknown() {
    return (podUid, volume) -> 0;
  }
}

package io.kubelette.pod;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a pod's volumes are.
 *
 * @param met the demand that they meet; null while they never were all prepared
 * @param failure why the last try failed, if it did
 */
record VolumeWork(@Nullable VolumeDemand met, @Nullable Failure failure) {

  static final VolumeWork NONE = new VolumeWork(null, null);

  /**
   * A try that failed.
   *
   * @param demand what it was to meet; another one is tried at once
   * @param volume the name of the volume that could not be prepared
   * @param delay the back-off in force
   * @param notBefore when it is tried again
   * @param since from when it counts how long the pod has waited
   */
  record Failure(
      VolumeDemand demand, String volume, Duration delay, Instant notBefore, Instant since) {

    Failure countedFrom(Instant later) {
      return new Failure(demand, volume, delay, notBefore, later);
    }
  }

  boolean arePrepared() {
    return met != null;
  }

  boolean meet(VolumeDemand demand) {
    return demand.equals(met);
  }
}

package io.kubelette.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether the storage is in use. */
@Shape
public record PersistentVolumeStatus(
    @Time @Nullable Instant lastPhaseTransitionTime,
    @Nullable String message,
    @Nullable String phase,
    @Nullable String reason)
    implements PersistentVolumeStatusBuilder.With {
  /** Nothing set. */
  public static final PersistentVolumeStatus EMPTY =
      PersistentVolumeStatusBuilder.builder().build();
}

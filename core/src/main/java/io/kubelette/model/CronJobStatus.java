package io.kubelette.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which jobs run, and when the last was made. */
@Shape
public record CronJobStatus(
    List<ObjectReference> active,
    @Time @Nullable Instant lastScheduleTime,
    @Time @Nullable Instant lastSuccessfulTime)
    implements CronJobStatusBuilder.With {
  /** Nothing set. */
  public static final CronJobStatus EMPTY = CronJobStatusBuilder.builder().build();

  public CronJobStatus {
    active = Frozen.list(active);
  }
}

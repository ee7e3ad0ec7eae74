package io.kubelette.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the job has come. */
@Shape
public record JobStatus(
    @Nullable Integer active,
    @Nullable String completedIndexes,
    @Time @Nullable Instant completionTime,
    List<JobCondition> conditions,
    @Nullable Integer failed,
    @Nullable String failedIndexes,
    @Nullable Integer ready,
    @Time @Nullable Instant startTime,
    @Nullable Integer succeeded,
    @Nullable Integer terminating,
    @Nullable Opaque uncountedTerminatedPods)
    implements JobStatusBuilder.With {
  /** Nothing set. */
  public static final JobStatus EMPTY = JobStatusBuilder.builder().build();

  public JobStatus {
    conditions = Frozen.list(conditions);
  }
}

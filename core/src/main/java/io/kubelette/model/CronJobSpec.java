package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** Which jobs are made, and when. */
@Shape
public record CronJobSpec(
    @Nullable String concurrencyPolicy,
    @Nullable Integer failedJobsHistoryLimit,
    @Nullable JobTemplateSpec jobTemplate,
    @Nullable String schedule,
    @Nullable Long startingDeadlineSeconds,
    @Nullable Integer successfulJobsHistoryLimit,
    @Nullable Boolean suspend,
    @Nullable String timeZone)
    implements CronJobSpecBuilder.With {
  /** Nothing set. */
  public static final CronJobSpec EMPTY = CronJobSpecBuilder.builder().build();
}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** Which pods run, how many must succeed, and how many may fail. */
@Shape
public record JobSpec(
    @Nullable Long activeDeadlineSeconds,
    @Nullable Integer backoffLimit,
    @Nullable Integer backoffLimitPerIndex,
    @Nullable String completionMode,
    @Nullable Integer completions,
    @Nullable String managedBy,
    @Nullable Boolean manualSelector,
    @Nullable Integer maxFailedIndexes,
    @Nullable Integer parallelism,
    @Nullable Opaque podFailurePolicy,
    @Nullable String podReplacementPolicy,
    @Nullable LabelSelector selector,
    @Nullable Opaque successPolicy,
    @Nullable Boolean suspend,
    @Nullable PodTemplateSpec template,
    @Nullable Integer ttlSecondsAfterFinished)
    implements JobSpecBuilder.With {
  /** Nothing set. */
  public static final JobSpec EMPTY = JobSpecBuilder.builder().build();
}

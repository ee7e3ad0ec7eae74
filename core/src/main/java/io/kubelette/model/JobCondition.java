package io.kubelette.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing that is or is not so with a job. */
@Shape
public record JobCondition(
    @Time @Nullable Instant lastProbeTime,
    @Time @Nullable Instant lastTransitionTime,
    @Nullable String message,
    @Nullable String reason,
    @Nullable String type,
    @Nullable String status)
    implements JobConditionBuilder.With {}

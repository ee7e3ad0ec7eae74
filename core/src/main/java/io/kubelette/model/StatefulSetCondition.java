package io.kubelette.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing that is or is not so with a stateful set. */
@Shape
public record StatefulSetCondition(
    @Time @Nullable Instant lastTransitionTime,
    @Nullable String message,
    @Nullable String reason,
    @Nullable String type,
    @Nullable String status)
    implements StatefulSetConditionBuilder.With {}

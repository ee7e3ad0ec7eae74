package io.kubelette.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One statement about an object, and since when it holds. */
@Shape
public record Condition(
    @Carried @Nullable String type,
    @Carried @Nullable String status,
    @Carried @Nullable Long observedGeneration,
    @Carried @Time @Nullable Instant lastTransitionTime,
    @Carried @Nullable String reason,
    @Carried @Nullable String message)
    implements ConditionBuilder.With {}

package io.kubelette.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One statement about a namespace. */
@Shape
public record NamespaceCondition(
    @Carried @Nullable String type,
    @Carried @Nullable String status,
    @Carried @Time @Nullable Instant lastTransitionTime,
    @Carried @Nullable String reason,
    @Carried @Nullable String message)
    implements NamespaceConditionBuilder.With {}

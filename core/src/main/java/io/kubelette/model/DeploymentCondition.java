package io.kubelette.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing that is or is not so with a deployment. */
@Shape
public record DeploymentCondition(
    @Time @Nullable Instant lastTransitionTime,
    @Time @Nullable Instant lastUpdateTime,
    @Nullable String message,
    @Nullable String reason,
    @Nullable String type,
    @Nullable String status)
    implements DeploymentConditionBuilder.With {}

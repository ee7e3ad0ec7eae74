package io.kubelette.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One statement about a node, such as {@code Ready}.
 *
 * @param status True, False or Unknown
 */
@Shape
public record NodeCondition(
    @Nullable String type,
    @Nullable String status,
    @Time @Nullable Instant lastHeartbeatTime,
    @Time @Nullable Instant lastTransitionTime,
    @Nullable String reason,
    @Nullable String message)
    implements NodeConditionBuilder.With {}

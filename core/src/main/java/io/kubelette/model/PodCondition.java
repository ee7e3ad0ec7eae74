package io.kubelette.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One statement about a pod, such as {@code Ready}, and since when it holds.
 *
 * @param status True, False or Unknown
 */
@Shape
public record PodCondition(
    @Nullable String type,
    @Nullable Long observedGeneration,
    @Nullable String status,
    @Carried @Time @Nullable Instant lastProbeTime,
    @Time @Nullable Instant lastTransitionTime,
    @Nullable String reason,
    @Nullable String message)
    implements PodConditionBuilder.With {}

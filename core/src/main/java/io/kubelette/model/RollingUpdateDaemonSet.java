package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** How many pods may be missing or surplus while they are replaced. */
@Shape
public record RollingUpdateDaemonSet(
    @Nullable IntOrString maxSurge, @Nullable IntOrString maxUnavailable)
    implements RollingUpdateDaemonSetBuilder.With {}

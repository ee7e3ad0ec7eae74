package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** How many pods may be missing or surplus while they are replaced. */
@Shape
public record RollingUpdateDeployment(
    @Nullable IntOrString maxSurge, @Nullable IntOrString maxUnavailable)
    implements RollingUpdateDeploymentBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** How pods are replaced. */
@Shape
public record DeploymentStrategy(
    @Nullable RollingUpdateDeployment rollingUpdate, @Nullable String type)
    implements DeploymentStrategyBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** What is done right after a container starts and before it stops. */
@Shape
public record Lifecycle(
    @Nullable LifecycleHandler postStart,
    @Nullable LifecycleHandler preStop,
    @Nullable String stopSignal)
    implements LifecycleBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** What is done right after a container starts and before it stops. */
@Shape
public record Lifecycle(
    @Carried @Nullable LifecycleHandler postStart,
    @Carried @Nullable LifecycleHandler preStop,
    @Carried @Nullable String stopSignal)
    implements LifecycleBuilder.With {}

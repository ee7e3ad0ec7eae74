package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** Waiting, running or terminated: one of the three is set. */
@Shape
public record ContainerState(
    @Nullable ContainerStateWaiting waiting,
    @Nullable ContainerStateRunning running,
    @Nullable ContainerStateTerminated terminated)
    implements ContainerStateBuilder.With {}

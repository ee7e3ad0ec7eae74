package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A container that does not run yet, or not again yet. */
@Shape
public record ContainerStateWaiting(@Nullable String reason, @Nullable String message)
    implements ContainerStateWaitingBuilder.With {}

package io.kubelette.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A container that runs. */
@Shape
public record ContainerStateRunning(@Time @Nullable Instant startedAt)
    implements ContainerStateRunningBuilder.With {}

package io.kubelette.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A container that has ended.
 *
 * @param signal the number of the signal that ended it, where one did
 */
@Shape
public record ContainerStateTerminated(
    @Nullable Integer exitCode,
    @Nullable Integer signal,
    @Nullable String reason,
    @Nullable String message,
    @Time @Nullable Instant startedAt,
    @Time @Nullable Instant finishedAt,
    @Nullable String containerID)
    implements ContainerStateTerminatedBuilder.With {}

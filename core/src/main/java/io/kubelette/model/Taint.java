package io.kubelette.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mark that keeps off the pods which do not tolerate it.
 *
 * @param effect NoSchedule, PreferNoSchedule or NoExecute
 */
@Shape
public record Taint(
    @Nullable String key,
    @Nullable String value,
    @Nullable String effect,
    @Carried @Time @Nullable Instant timeAdded)
    implements TaintBuilder.With {}

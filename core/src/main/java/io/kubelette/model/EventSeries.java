package io.kubelette.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How often an event was seen, and when last. */
@Shape
public record EventSeries(
    @Carried @Nullable Integer count, @Carried @MicroTime @Nullable Instant lastObservedTime)
    implements EventSeriesBuilder.With {}

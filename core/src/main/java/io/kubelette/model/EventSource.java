package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** The component that reported an event. */
@Shape
public record EventSource(@Nullable String component, @Nullable String host)
    implements EventSourceBuilder.With {}

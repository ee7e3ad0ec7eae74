package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** Whether an endpoint is ready, serves, or is about to end. */
@Shape
public record EndpointConditions(
    @Nullable Boolean ready, @Nullable Boolean serving, @Nullable Boolean terminating)
    implements EndpointConditionsBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/**
 * Whether an endpoint is ready, serves, or is about to end.
 *
 * @param ready whether new connections may go there; absent counts as ready
 * @param serving ready, and so it stays while it terminates
 * @param terminating whether it is about to end
 */
@Shape
public record EndpointConditions(
    @Nullable Boolean ready, @Nullable Boolean serving, @Nullable Boolean terminating)
    implements EndpointConditionsBuilder.With {}

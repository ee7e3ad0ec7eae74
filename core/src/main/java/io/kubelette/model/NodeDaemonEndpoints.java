package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** Where the daemons of a node listen. */
@Shape
public record NodeDaemonEndpoints(@Nullable DaemonEndpoint kubeletEndpoint)
    implements NodeDaemonEndpointsBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** Where the daemons of a node listen. */
@Shape
public record NodeDaemonEndpoints(@Carried @Nullable DaemonEndpoint kubeletEndpoint)
    implements NodeDaemonEndpointsBuilder.With {}

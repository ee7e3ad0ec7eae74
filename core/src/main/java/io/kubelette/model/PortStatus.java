package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** One port of a load balancer. */
@Shape
public record PortStatus(
    @Carried @Nullable Integer port,
    @Carried @Nullable String protocol,
    @Carried @Nullable String error)
    implements PortStatusBuilder.With {}

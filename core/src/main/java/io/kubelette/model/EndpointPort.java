package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A port that endpoints serve. */
@Shape
public record EndpointPort(
    @Nullable String name,
    @Nullable String protocol,
    @Nullable Integer port,
    @Carried @Nullable String appProtocol)
    implements EndpointPortBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/**
 * A port that endpoints serve.
 *
 * @param name equals the name of the port of the service
 * @param port where the backends listen
 */
@Shape
public record EndpointPort(
    @Nullable String name,
    @Nullable String protocol,
    @Nullable Integer port,
    @Carried @Nullable String appProtocol)
    implements EndpointPortBuilder.With {}

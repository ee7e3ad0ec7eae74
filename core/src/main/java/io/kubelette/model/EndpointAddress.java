package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** One address of an {@link Endpoints} object. */
@Shape
public record EndpointAddress(
    @Nullable String ip,
    @Nullable String hostname,
    @Nullable String nodeName,
    @Nullable ObjectReference targetRef)
    implements EndpointAddressBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** One address of an {@link Endpoints} object. */
@Shape
public record EndpointAddress(
    @Carried @Nullable String ip,
    @Carried @Nullable String hostname,
    @Carried @Nullable String nodeName,
    @Carried @Nullable ObjectReference targetRef)
    implements EndpointAddressBuilder.With {}

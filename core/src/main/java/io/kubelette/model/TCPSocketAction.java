package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A TCP connection to open. */
@Shape
public record TCPSocketAction(@Nullable IntOrString port, @Nullable String host)
    implements TCPSocketActionBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A TCP connection to open. */
@Shape
public record TCPSocketAction(@Carried @Nullable IntOrString port, @Carried @Nullable String host)
    implements TCPSocketActionBuilder.With {}

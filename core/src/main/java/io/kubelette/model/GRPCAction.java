package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A question to the gRPC health service of a container. */
@Shape
public record GRPCAction(@Carried @Nullable Integer port, @Carried @Nullable String service)
    implements GRPCActionBuilder.With {}

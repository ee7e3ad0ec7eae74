package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/**
 * A question to the gRPC health service of a container.
 *
 * @param service the service to ask about; the server as a whole where absent
 */
@Shape
public record GRPCAction(@Nullable Integer port, @Nullable String service)
    implements GRPCActionBuilder.With {}

package io.kubelette.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** The port of one daemon. */
@Shape
public record DaemonEndpoint(@JsonProperty("Port") @Nullable Integer port)
    implements DaemonEndpointBuilder.With {}

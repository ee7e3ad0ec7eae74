package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/**
 * Affinity by the client's address.
 *
 * @param timeoutSeconds how long a quiet client is remembered; Kubernetes: 10800
 */
@Shape
public record ClientIPConfig(@Nullable Integer timeoutSeconds)
    implements ClientIPConfigBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** Affinity by the client's address. */
@Shape
public record ClientIPConfig(@Carried @Nullable Integer timeoutSeconds)
    implements ClientIPConfigBuilder.With {}

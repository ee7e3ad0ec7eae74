package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** How long a client stays with one endpoint. */
@Shape
public record SessionAffinityConfig(@Nullable ClientIPConfig clientIP)
    implements SessionAffinityConfigBuilder.With {}

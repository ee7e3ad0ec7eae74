package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** The ConfigMap that variables are taken from. */
@Shape
public record ConfigMapEnvSource(@Nullable String name, @Nullable Boolean optional)
    implements ConfigMapEnvSourceBuilder.With {}

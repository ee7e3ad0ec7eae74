package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** The ConfigMap that variables are taken from. */
@Shape
public record ConfigMapEnvSource(
    @Carried @Nullable String name, @Carried @Nullable Boolean optional)
    implements ConfigMapEnvSourceBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** The Secret that variables are taken from. */
@Shape
public record SecretEnvSource(@Nullable String name, @Nullable Boolean optional)
    implements SecretEnvSourceBuilder.With {}

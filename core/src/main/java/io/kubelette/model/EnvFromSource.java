package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A ConfigMap or Secret whose every key becomes an environment variable. */
@Shape
public record EnvFromSource(
    @Nullable String prefix,
    @Nullable ConfigMapEnvSource configMapRef,
    @Nullable SecretEnvSource secretRef)
    implements EnvFromSourceBuilder.With {}

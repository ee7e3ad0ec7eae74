package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A ConfigMap or Secret whose every key becomes an environment variable. */
@Shape
public record EnvFromSource(
    @Carried @Nullable String prefix,
    @Carried @Nullable ConfigMapEnvSource configMapRef,
    @Carried @Nullable SecretEnvSource secretRef)
    implements EnvFromSourceBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** Where the value of an environment variable comes from; one of its fields is set. */
@Shape
public record EnvVarSource(
    @Nullable ObjectFieldSelector fieldRef,
    @Nullable ResourceFieldSelector resourceFieldRef,
    @Nullable ConfigMapKeySelector configMapKeyRef,
    @Nullable SecretKeySelector secretKeyRef,
    @Carried @Nullable FileKeySelector fileKeyRef)
    implements EnvVarSourceBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** Where the value of an environment variable comes from; one of its fields is set. */
@Shape
public record EnvVarSource(
    @Carried @Nullable ObjectFieldSelector fieldRef,
    @Carried @Nullable ResourceFieldSelector resourceFieldRef,
    @Carried @Nullable ConfigMapKeySelector configMapKeyRef,
    @Carried @Nullable SecretKeySelector secretKeyRef,
    @Carried @Nullable FileKeySelector fileKeyRef)
    implements EnvVarSourceBuilder.With {}

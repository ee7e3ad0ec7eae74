package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A key of a ConfigMap in the pod's namespace. */
@Shape
public record ConfigMapKeySelector(
    @Carried @Nullable String name,
    @Carried @Nullable String key,
    @Carried @Nullable Boolean optional)
    implements ConfigMapKeySelectorBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A key of a ConfigMap in the pod's namespace. */
@Shape
public record ConfigMapKeySelector(
    @Nullable String name, @Nullable String key, @Nullable Boolean optional)
    implements ConfigMapKeySelectorBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A field of the pod itself, such as {@code metadata.name}. */
@Shape
public record ObjectFieldSelector(@Carried @Nullable String apiVersion, @Nullable String fieldPath)
    implements ObjectFieldSelectorBuilder.With {}

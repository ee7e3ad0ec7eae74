package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** The name of an object in the same namespace. */
@Shape
public record LocalObjectReference(@Nullable String name)
    implements LocalObjectReferenceBuilder.With {}

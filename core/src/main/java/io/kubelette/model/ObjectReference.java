package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/**
 * Enough to find another object again.
 *
 * @param fieldPath a part of the object, such as {@code spec.containers{web}}
 */
@Shape
public record ObjectReference(
    @Nullable String kind,
    @Nullable String namespace,
    @Nullable String name,
    @Nullable String uid,
    @Nullable String apiVersion,
    @Nullable String resourceVersion,
    @Nullable String fieldPath)
    implements ObjectReferenceBuilder.With {}

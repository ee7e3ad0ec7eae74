package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** The object that an address was allocated for. */
@Shape
public record ParentReference(
    @Nullable String group,
    @Nullable String resource,
    @Nullable String namespace,
    @Nullable String name)
    implements ParentReferenceBuilder.With {}

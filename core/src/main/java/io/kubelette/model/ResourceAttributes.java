package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A request for a resource. */
@Shape
public record ResourceAttributes(
    @Nullable Opaque fieldSelector,
    @Nullable String group,
    @Nullable Opaque labelSelector,
    @Nullable String name,
    @Nullable String namespace,
    @Nullable String resource,
    @Nullable String subresource,
    @Nullable String verb,
    @Nullable String version)
    implements ResourceAttributesBuilder.With {}

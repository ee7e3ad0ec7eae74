package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A request or limit of a container. */
@Shape
public record ResourceFieldSelector(
    @Carried @Nullable String containerName,
    @Carried @Nullable String resource,
    @Carried @Nullable Quantity divisor)
    implements ResourceFieldSelectorBuilder.With {}

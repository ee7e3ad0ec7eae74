package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** One address of a node, and its kind. */
@Shape
public record NodeAddress(@Nullable String type, @Nullable String address)
    implements NodeAddressBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** One option of the resolver. */
@Shape
public record PodDNSConfigOption(@Nullable String name, @Nullable String value)
    implements PodDNSConfigOptionBuilder.With {}

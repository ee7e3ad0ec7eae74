package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** One option of the resolver. */
@Shape
public record PodDNSConfigOption(@Carried @Nullable String name, @Carried @Nullable String value)
    implements PodDNSConfigOptionBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** One header of an HTTP request. */
@Shape
public record HTTPHeader(@Nullable String name, @Nullable String value)
    implements HTTPHeaderBuilder.With {}

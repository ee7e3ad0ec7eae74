package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** One header of an HTTP request. */
@Shape
public record HTTPHeader(@Carried @Nullable String name, @Carried @Nullable String value)
    implements HTTPHeaderBuilder.With {}

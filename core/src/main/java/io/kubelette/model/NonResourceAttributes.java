package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A request for a path that is no resource. */
@Shape
public record NonResourceAttributes(@Nullable String path, @Nullable String verb)
    implements NonResourceAttributesBuilder.With {}

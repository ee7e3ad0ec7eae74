package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** The role that a binding gives. */
@Shape
public record RoleRef(@Nullable String apiGroup, @Nullable String kind, @Nullable String name)
    implements RoleRefBuilder.With {}

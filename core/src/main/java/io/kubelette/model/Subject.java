package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A user, group or service account that a binding gives a role to. */
@Shape
public record Subject(
    @Nullable String apiGroup,
    @Nullable String kind,
    @Nullable String name,
    @Nullable String namespace)
    implements SubjectBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A key of a Secret in the pod's namespace. */
@Shape
public record SecretKeySelector(
    @Carried @Nullable String name,
    @Carried @Nullable String key,
    @Carried @Nullable Boolean optional)
    implements SecretKeySelectorBuilder.With {}

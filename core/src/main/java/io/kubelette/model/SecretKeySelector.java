package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A key of a Secret in the pod's namespace. */
@Shape
public record SecretKeySelector(
    @Nullable String name, @Nullable String key, @Nullable Boolean optional)
    implements SecretKeySelectorBuilder.With {}

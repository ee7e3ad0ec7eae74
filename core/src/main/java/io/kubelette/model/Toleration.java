package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A taint that a pod bears. */
@Shape
public record Toleration(
    @Carried @Nullable String key,
    @Carried @Nullable String operator,
    @Carried @Nullable String value,
    @Carried @Nullable String effect,
    @Carried @Nullable Long tolerationSeconds)
    implements TolerationBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A token by which the pod shows who it is, as a file. */
@Shape
public record ServiceAccountTokenProjection(
    @Carried @Nullable String audience,
    @Carried @Nullable Long expirationSeconds,
    @Carried @Nullable String path)
    implements ServiceAccountTokenProjectionBuilder.With {}

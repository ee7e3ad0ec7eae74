package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A key of a file of variables in a volume. */
@Shape
public record FileKeySelector(
    @Carried @Nullable String volumeName,
    @Carried @Nullable String path,
    @Carried @Nullable String key,
    @Carried @Nullable Boolean optional)
    implements FileKeySelectorBuilder.With {}

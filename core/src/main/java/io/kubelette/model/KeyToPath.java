package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/**
 * The file that a key becomes.
 *
 * @param mode permission bits, as a decimal number
 */
@Shape
public record KeyToPath(@Nullable String key, @Nullable String path, @Nullable Integer mode)
    implements KeyToPathBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/**
 * A pause.
 *
 * @param seconds how long
 */
@Shape
public record SleepAction(@Nullable Long seconds) implements SleepActionBuilder.With {}

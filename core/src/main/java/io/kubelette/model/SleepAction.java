package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A pause. */
@Shape
public record SleepAction(@Carried @Nullable Long seconds) implements SleepActionBuilder.With {}

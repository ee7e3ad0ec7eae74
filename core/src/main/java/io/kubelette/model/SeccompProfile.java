package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** The filter of system calls of a container. */
@Shape
public record SeccompProfile(
    @Carried @Nullable String type, @Carried @Nullable String localhostProfile)
    implements SeccompProfileBuilder.With {}

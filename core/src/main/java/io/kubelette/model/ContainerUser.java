package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** The identity that a container's first process was given. */
@Shape
public record ContainerUser(@Carried @Nullable LinuxContainerUser linux)
    implements ContainerUserBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** The SELinux label of a container. */
@Shape
public record SELinuxOptions(
    @Nullable String user, @Nullable String role, @Nullable String type, @Nullable String level)
    implements SELinuxOptionsBuilder.With {}

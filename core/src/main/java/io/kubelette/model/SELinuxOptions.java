package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** The SELinux label of a container. */
@Shape
public record SELinuxOptions(
    @Carried @Nullable String user,
    @Carried @Nullable String role,
    @Carried @Nullable String type,
    @Carried @Nullable String level)
    implements SELinuxOptionsBuilder.With {}

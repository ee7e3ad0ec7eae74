package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** One parameter of the kernel within a pod's namespaces. */
@Shape
public record Sysctl(@Nullable String name, @Nullable String value) implements SysctlBuilder.With {}

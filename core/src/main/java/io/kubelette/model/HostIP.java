package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** One address of the node. */
@Shape
public record HostIP(@Nullable String ip) implements HostIPBuilder.With {}

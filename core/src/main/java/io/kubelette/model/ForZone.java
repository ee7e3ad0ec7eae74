package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A zone that an endpoint is meant for. */
@Shape
public record ForZone(@Nullable String name) implements ForZoneBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** The AppArmor profile of a container. */
@Shape
public record AppArmorProfile(@Nullable String type, @Nullable String localhostProfile)
    implements AppArmorProfileBuilder.With {}

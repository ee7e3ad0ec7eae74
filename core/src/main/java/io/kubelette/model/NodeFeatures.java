package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** Abilities of a node's container runtime. */
@Shape
public record NodeFeatures(@Carried @Nullable Boolean supplementalGroupsPolicy)
    implements NodeFeaturesBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** Abilities of one runtime handler. */
@Shape
public record NodeRuntimeHandlerFeatures(
    @Carried @Nullable Boolean recursiveReadOnlyMounts, @Carried @Nullable Boolean userNamespaces)
    implements NodeRuntimeHandlerFeaturesBuilder.With {}

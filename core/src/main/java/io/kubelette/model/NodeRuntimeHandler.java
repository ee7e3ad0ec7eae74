package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** One way in which a node can run containers. */
@Shape
public record NodeRuntimeHandler(
    @Carried @Nullable String name, @Carried @Nullable NodeRuntimeHandlerFeatures features)
    implements NodeRuntimeHandlerBuilder.With {}

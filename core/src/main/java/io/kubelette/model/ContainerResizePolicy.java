package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** Whether a change of one resource restarts the container. */
@Shape
public record ContainerResizePolicy(@Nullable String resourceName, @Nullable String restartPolicy)
    implements ContainerResizePolicyBuilder.With {}

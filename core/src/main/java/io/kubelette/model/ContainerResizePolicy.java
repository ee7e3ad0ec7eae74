package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** Whether a change of one resource restarts the container. */
@Shape
public record ContainerResizePolicy(
    @Carried @Nullable String resourceName, @Carried @Nullable String restartPolicy)
    implements ContainerResizePolicyBuilder.With {}

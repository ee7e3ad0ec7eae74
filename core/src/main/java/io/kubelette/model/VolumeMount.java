package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/**
 * A volume of the pod, seen inside a container.
 *
 * @param subPath a path within the volume
 * @param mountPropagation None, HostToContainer or Bidirectional
 * @param subPathExpr as subPath, with variables as {@code $(NAME)}
 */
@Shape
public record VolumeMount(
    @Nullable String name,
    @Nullable Boolean readOnly,
    @Nullable String recursiveReadOnly,
    @Nullable String mountPath,
    @Nullable String subPath,
    @Nullable String mountPropagation,
    @Nullable String subPathExpr)
    implements VolumeMountBuilder.With {}

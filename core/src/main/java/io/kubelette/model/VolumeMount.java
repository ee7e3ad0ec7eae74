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
    @Carried @Nullable String name,
    @Carried @Nullable Boolean readOnly,
    @Carried @Nullable String recursiveReadOnly,
    @Carried @Nullable String mountPath,
    @Carried @Nullable String subPath,
    @Carried @Nullable String mountPropagation,
    @Carried @Nullable String subPathExpr)
    implements VolumeMountBuilder.With {}

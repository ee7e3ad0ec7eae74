package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/**
 * A directory that begins empty and lives as long as the pod.
 *
 * @param medium Memory, or the disk of the node where absent
 */
@Shape
public record EmptyDirVolumeSource(@Nullable String medium, @Nullable Quantity sizeLimit)
    implements EmptyDirVolumeSourceBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/**
 * A file or directory of the host.
 *
 * @param type what must be there, such as Directory; not checked where absent
 */
@Shape
public record HostPathVolumeSource(@Nullable String path, @Nullable String type)
    implements HostPathVolumeSourceBuilder.With {}

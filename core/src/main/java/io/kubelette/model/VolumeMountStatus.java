package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** How a volume was mounted in fact. */
@Shape
public record VolumeMountStatus(
    @Nullable String name,
    @Nullable String mountPath,
    @Nullable Boolean readOnly,
    @Nullable String recursiveReadOnly,
    @Carried @Nullable Opaque volumeStatus)
    implements VolumeMountStatusBuilder.With {}

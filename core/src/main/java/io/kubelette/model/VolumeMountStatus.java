package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** How a volume was mounted in fact. */
@Shape
public record VolumeMountStatus(
    @Carried @Nullable String name,
    @Carried @Nullable String mountPath,
    @Carried @Nullable Boolean readOnly,
    @Carried @Nullable String recursiveReadOnly,
    @Carried @Nullable Opaque volumeStatus)
    implements VolumeMountStatusBuilder.With {}

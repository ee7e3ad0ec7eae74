package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** Storage that was claimed by name. */
@Shape
public record PersistentVolumeClaimVolumeSource(
    @Nullable String claimName, @Nullable Boolean readOnly)
    implements PersistentVolumeClaimVolumeSourceBuilder.With {}

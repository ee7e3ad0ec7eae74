package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** What becomes of claims when their pods go. */
@Shape
public record StatefulSetPersistentVolumeClaimRetentionPolicy(
    @Nullable String whenDeleted, @Nullable String whenScaled)
    implements StatefulSetPersistentVolumeClaimRetentionPolicyBuilder.With {}

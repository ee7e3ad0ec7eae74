package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** One source of a projected volume. */
@Shape
public record VolumeProjection(
    @Nullable SecretProjection secret,
    @Nullable DownwardAPIProjection downwardAPI,
    @Nullable ConfigMapProjection configMap,
    @Carried @Nullable ServiceAccountTokenProjection serviceAccountToken,
    @Carried @Nullable Opaque clusterTrustBundle,
    @Carried @Nullable Opaque podCertificate)
    implements VolumeProjectionBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** One source of a projected volume. */
@Shape
public record VolumeProjection(
    @Carried @Nullable SecretProjection secret,
    @Carried @Nullable DownwardAPIProjection downwardAPI,
    @Carried @Nullable ConfigMapProjection configMap,
    @Carried @Nullable ServiceAccountTokenProjection serviceAccountToken,
    @Carried @Nullable Opaque clusterTrustBundle,
    @Carried @Nullable Opaque podCertificate)
    implements VolumeProjectionBuilder.With {}

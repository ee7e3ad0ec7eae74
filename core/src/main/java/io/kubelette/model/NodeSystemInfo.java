package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** What a node is made of: ids, kernel and versions. */
@Shape
public record NodeSystemInfo(
    @Nullable String machineID,
    @Nullable String systemUUID,
    @Nullable String bootID,
    @Nullable String kernelVersion,
    @Nullable String osImage,
    @Nullable String containerRuntimeVersion,
    @Nullable String kubeletVersion,
    @Nullable String kubeProxyVersion,
    @Nullable String operatingSystem,
    @Nullable String architecture,
    @Carried @Nullable NodeSwapStatus swap)
    implements NodeSystemInfoBuilder.With {}

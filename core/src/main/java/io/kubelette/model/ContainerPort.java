package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/**
 * A port that a container serves.
 *
 * @param protocol TCP, UDP or SCTP; Kubernetes: TCP
 */
@Shape
public record ContainerPort(
    @Nullable String name,
    @Nullable Integer hostPort,
    @Nullable Integer containerPort,
    @Nullable String protocol,
    @Nullable String hostIP)
    implements ContainerPortBuilder.With {}

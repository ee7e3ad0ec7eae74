package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A check of a container that is repeated while it runs. */
@Shape
public record Probe(
    @Carried @Nullable ExecAction exec,
    @Carried @Nullable HTTPGetAction httpGet,
    @Carried @Nullable TCPSocketAction tcpSocket,
    @Carried @Nullable GRPCAction grpc,
    @Carried @Nullable Integer initialDelaySeconds,
    @Carried @Nullable Integer timeoutSeconds,
    @Carried @Nullable Integer periodSeconds,
    @Carried @Nullable Integer successThreshold,
    @Carried @Nullable Integer failureThreshold,
    @Carried @Nullable Long terminationGracePeriodSeconds)
    implements ProbeBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/**
 * A check of a container that is repeated while it runs.
 *
 * @param initialDelaySeconds seconds from the start of the container to the first check
 * @param timeoutSeconds seconds after which one check has failed; Kubernetes: 1
 * @param periodSeconds seconds between checks; Kubernetes: 10
 * @param successThreshold successes in a row after a failure
 * @param failureThreshold failures in a row; Kubernetes: 3
 * @param terminationGracePeriodSeconds overrides the grace of the pod when this probe ends the
 *     container
 */
@Shape
public record Probe(
    @Nullable ExecAction exec,
    @Nullable HTTPGetAction httpGet,
    @Nullable TCPSocketAction tcpSocket,
    @Nullable GRPCAction grpc,
    @Nullable Integer initialDelaySeconds,
    @Nullable Integer timeoutSeconds,
    @Nullable Integer periodSeconds,
    @Nullable Integer successThreshold,
    @Nullable Integer failureThreshold,
    @Nullable Long terminationGracePeriodSeconds)
    implements ProbeBuilder.With {}

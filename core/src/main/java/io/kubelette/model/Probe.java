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

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/**
 * One port of a service, and the port of the pods behind it.
 *
 * @param protocol TCP, UDP or SCTP; Kubernetes: TCP
 * @param port where the service listens
 * @param targetPort where the pods listen, by number or name; the same port where absent
 */
@Shape
public record ServicePort(
    @Nullable String name,
    @Nullable String protocol,
    @Carried @Nullable String appProtocol,
    @Nullable Integer port,
    @Nullable IntOrString targetPort,
    @Nullable Integer nodePort)
    implements ServicePortBuilder.With {}

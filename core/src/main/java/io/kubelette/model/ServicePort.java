package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** One port of a service, and the port of the pods behind it. */
@Shape
public record ServicePort(
    @Nullable String name,
    @Nullable String protocol,
    @Carried @Nullable String appProtocol,
    @Nullable Integer port,
    @Nullable IntOrString targetPort,
    @Carried @Nullable Integer nodePort)
    implements ServicePortBuilder.With {}

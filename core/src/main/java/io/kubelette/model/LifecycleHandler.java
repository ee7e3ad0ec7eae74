package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** One thing to do at a turn of a container's life. */
@Shape
public record LifecycleHandler(
    @Carried @Nullable ExecAction exec,
    @Carried @Nullable HTTPGetAction httpGet,
    @Carried @Nullable TCPSocketAction tcpSocket,
    @Carried @Nullable SleepAction sleep)
    implements LifecycleHandlerBuilder.With {}

package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** One thing to do at a turn of a container's life. */
@Shape
public record LifecycleHandler(
    @Nullable ExecAction exec,
    @Nullable HTTPGetAction httpGet,
    @Carried @Nullable TCPSocketAction tcpSocket,
    @Nullable SleepAction sleep)
    implements LifecycleHandlerBuilder.With {}

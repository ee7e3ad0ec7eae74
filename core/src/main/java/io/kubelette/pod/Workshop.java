package io.kubelette.pod;

import io.kubelette.loop.EventLoop;
import io.kubelette.loop.IoPool;
import io.kubelette.loop.Trip;
import io.kubelette.runtime.ContainerRuntime;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What all workers of a manager share.
 *
 * @param loop the pod loop
 * @param pool where trips go
 * @param runtime what runs the containers
 * @param reports where statuses and events go
 * @param onFinished hears, on the pod loop, the uid of a pod of which nothing is left
 */
record Workshop(
    EventLoop loop,
    IoPool pool,
    ContainerRuntime runtime,
    PodReports reports,
    Consumer<String> onFinished) {

  Trip.Route route(Duration deadline) {
    return new Trip.Route(loop, pool, deadline);
  }
}

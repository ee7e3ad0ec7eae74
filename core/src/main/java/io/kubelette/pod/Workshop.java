package io.kubelette.pod;

import io.kubelette.loop.EventLoop;
import io.kubelette.loop.IoPool;
import io.kubelette.loop.Trip;
import io.kubelette.runtime.ContainerRuntime;
import java.time.Duration;

/**
 * What all workers of a manager share.
 *
 * @param loop the pod loop
 * @param pool where trips go
 * @param runtime what runs the containers
 * @param reports where statuses and events go
 * @param surroundings what pods find around them
 * @param pulls the pulls of all pods
 * @param network asks containers over the network
 * @param register hears, on the pod loop, what becomes of pods
 */
record Workshop(
    EventLoop loop,
    IoPool pool,
    ContainerRuntime runtime,
    PodReports reports,
    Surroundings surroundings,
    Pulls pulls,
    NetworkCalls network,
    Register register) {

  /** Of a manager that pulls as Kubernetes does. */
  Workshop(
      EventLoop loop,
      IoPool pool,
      ContainerRuntime runtime,
      PodReports reports,
      Surroundings surroundings,
      NetworkCalls network,
      Register register) {
    this(
        loop,
        pool,
        runtime,
        reports,
        surroundings,
        new Pulls(PullConfig.defaults(), pool, loop.clock()),
        network,
        register);
  }

  /** Longer than any node lives. */
  private static final Duration EVER = Duration.ofDays(3650);

  /** Who keeps count of the pods. Called on the pod loop. */
  interface Register {

    /** No container of the pod runs, and none will: what it took of the node is free. */
    default void terminated(String podUid) {}

    /** Nothing is left of the pod. */
    void finished(String podUid);
  }

  Trip.Route route(Duration deadline) {
    return new Trip.Route(loop, pool, deadline);
  }

  /** For a pull, which waits in line as long as those before it take. */
  Trip.Route pullRoute(Duration deadline) {
    return new Trip.Route(loop, pulls.line(), deadline, EVER);
  }
}

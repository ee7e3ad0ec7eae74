package io.kubelette.simulation;

import io.kubelette.api.ApiConfig;
import io.kubelette.api.ApiServer;
import io.kubelette.api.EventExpiry;
import io.kubelette.api.EventRecorder;
import io.kubelette.controller.EndpointsController;
import io.kubelette.loop.Trip;
import io.kubelette.model.EventSource;
import io.kubelette.pod.ApiPodReports;
import io.kubelette.pod.ApiPodSource;
import io.kubelette.pod.LoopPodManager;
import io.kubelette.pod.PodNode;
import io.kubelette.pod.PodSources;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * One life of the node: its loops and pools, its client of the engine, its way to the store.
 *
 * <p>Owned by the simulation's thread.
 */
final class SimulatedNode {

  private static final Duration API_DEADLINE = Duration.ofMinutes(2);

  private final FaultyStore store;
  private final SlowTrips podTrips;
  private final SlowTrips apiTrips;
  private final WatchedRuntime runtime;
  private final EventRecorder events;
  private final PodSources source;
  private final EndpointsController endpoints;
  private final EventExpiry expiry;
  final LoopPodManager manager;
  final Desires desires;

  private SimulatedNode(World world, Store store, ContainerRuntime client) {
    this.store = new FaultyStore(store, world);
    this.podTrips = new SlowTrips(world);
    this.apiTrips = new SlowTrips(world);
    this.runtime = new WatchedRuntime(client, world);
    ApiServer api = ApiServer.over(this.store, ApiConfig.defaults().withClock(world.time));
    Trip.Route route = new Trip.Route(apiTrips.loop(), apiTrips.pool(), API_DEADLINE);
    this.events = EventRecorder.create(api, route, new EventSource("kubelet", World.NODE));
    this.manager =
        LoopPodManager.start(
            new PodNode(World.OWNER, World.NODE, "10.0.0.1", "fake"),
            world.config,
            new LoopPodManager.Parts(
                podTrips.loop(),
                podTrips.pool(),
                runtime,
                new ApiPodReports(api, events),
                world.disk.surroundings()));
    this.desires = new Desires(manager, world.time);
    var scope = new ApiPodSource.Scope(World.NODE, world.adoptionWindow);
    this.source = PodSources.start(desires, List.of(ApiPodSource.of(api, scope, route)));
    this.endpoints = EndpointsController.start(api, route);
    this.expiry = EventExpiry.start(api, route, EventExpiry.KUBERNETES);
  }

  /** Begins a life, on a good way to the store. */
  static SimulatedNode start(World world, Store store, ContainerRuntime client) {
    return new SimulatedNode(world, store, client);
  }

  void cutWatches() {
    store.cutWatches();
  }

  CompletionStage<Void> drain() {
    return desires.drain();
  }

  /** Ends the life in good order; the simulation lets the loops run before it goes on. */
  void close() {
    expiry.close();
    endpoints.close();
    source.close();
    desires.close();
    events.close();
  }

  /** What is left of a closed node, or of one whose process was killed. */
  void die() {
    podTrips.close();
    apiTrips.close();
    store.close();
    runtime.close();
  }

  /** Dies while it waits for the engine, which answers each call that is under way. */
  void dieMidCall() {
    podTrips.die();
    apiTrips.close();
    store.close();
    runtime.die();
  }
}

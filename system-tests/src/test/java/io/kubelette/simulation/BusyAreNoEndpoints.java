package io.kubelette.simulation;

import io.kubelette.model.Container;
import io.kubelette.model.Endpoint;
import io.kubelette.model.EndpointSlice;
import io.kubelette.model.Pod;
import io.kubelette.runtime.ObservedContainer.State;
import java.time.Duration;
import java.time.Instant;

/**
 * A pod of which a container fails its readiness probe is no ready endpoint of its service: at the
 * latest when the probe has failed often enough, and its status and the slice were written. A pod
 * that is gone is none at all.
 */
final class BusyAreNoEndpoints implements Invariant {

  /** What the ways to the store and back may take. */
  private static final Duration WRITES = Duration.ofMinutes(4);

  private final World world;

  BusyAreNoEndpoints(World world) {
    this.world = world;
  }

  @Override
  public void step() {
    if (!world.sickness.hasCases() || !world.isCalm()) {
      return;
    }
    for (Sickness.Case each : world.sickness.cases()) {
      if (each.ailment() == Sickness.Ailment.BUSY) {
        world.users.pod(each.pod()).ifPresent(pod -> check(each, pod));
      }
    }
  }

  private void check(Sickness.Case sick, Pod pod) {
    Container definition = Sickness.container(pod, sick.container());
    if (definition == null || definition.readinessProbe() == null) {
      return;
    }
    String uid = String.valueOf(pod.metadata().uid());
    long known = Math.max(world.sickness.unrestAt(), world.desires().toldSince(uid));
    Duration bound = WRITES.plus(Sickness.patience(definition.readinessProbe()));
    boolean longKnown = world.time.nanoTime() - known > bound.toNanos();
    boolean runsLong =
        world.observe(pod).containers().stream()
            .filter(seen -> seen.name().equals(sick.container()))
            .findFirst()
            .filter(seen -> seen.state() == State.RUNNING)
            .filter(seen -> world.runsFor(seen).compareTo(bound) > 0)
            .isPresent();
    if (longKnown && runsLong && isReadyEndpoint(uid)) {
      world.broken(this, sick.pod(), sick.container() + " is busy, its pod a ready endpoint");
    }
  }

  private boolean isLongUnready(Pod pod) {
    Instant justNow = world.time.now().minus(Duration.ofMinutes(1));
    return pod.status().conditions().stream()
        .filter(each -> "Ready".equals(each.type()) && !"True".equals(each.status()))
        .anyMatch(
            each ->
                each.lastTransitionTime() != null && each.lastTransitionTime().isBefore(justNow));
  }

  private boolean isReadyEndpoint(String uid) {
    return world.users.slices().stream()
        .map(EndpointSlice::endpoints)
        .flatMap(java.util.List::stream)
        .filter(each -> each.targetRef() != null && uid.equals(each.targetRef().uid()))
        .map(Endpoint::conditions)
        .anyMatch(each -> each != null && Boolean.TRUE.equals(each.ready()));
  }

  @Override
  public void reached(Stage stage) {
    if (stage == Stage.QUIET || stage == Stage.HEALED) {
      world.users.pods().stream()
          .filter(
              pod -> isLongUnready(pod) && isReadyEndpoint(String.valueOf(pod.metadata().uid())))
          .forEach(
              pod ->
                  world.broken(
                      this,
                      String.valueOf(pod.metadata().name()),
                      "is unready, and a ready endpoint"));
    }
    if (stage == Stage.EMPTIED
        && world.users.slices().stream().anyMatch(slice -> !slice.endpoints().isEmpty())) {
      world.broken(this, "", "endpoints without pods: " + world.users.slices());
    }
  }
}

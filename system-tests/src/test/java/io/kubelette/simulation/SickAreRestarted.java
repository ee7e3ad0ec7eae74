package io.kubelette.simulation;

import io.kubelette.model.Container;
import io.kubelette.model.Pod;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedContainer.State;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * A container whose liveness or startup probe fails is asked to end: at the latest when its probe
 * has failed often enough and the lane of its pod is free again.
 */
final class SickAreRestarted implements Invariant {

  /** What other actions of the pod may take; they have the lane before. */
  private static final Duration LANE = Duration.ofMinutes(4);

  private final World world;
  private final Set<String> asked = new HashSet<>();

  SickAreRestarted(World world) {
    this.world = world;
  }

  @Override
  public void before(RuntimeAct act) {
    if (act.stops()) {
      asked.add(act.id());
    }
  }

  @Override
  public void asked(Command command) {
    if (command.name().equals(Sickness.BEFORE_STOP)) {
      asked.add(command.container().id());
    }
  }

  @Override
  public void nodeBegins() {
    asked.clear();
  }

  @Override
  public void step() {
    if (!world.sickness.hasCases() || !world.isCalm()) {
      return;
    }
    for (Sickness.Case each : world.sickness.cases()) {
      if (each.ailment() == Sickness.Ailment.DEAD) {
        world.users.pod(each.pod()).ifPresent(pod -> check(each, pod));
      }
    }
  }

  private void check(Sickness.Case sick, Pod pod) {
    Container definition = Sickness.container(pod, sick.container());
    String uid = String.valueOf(pod.metadata().uid());
    if (definition == null || definition.livenessProbe() == null || !world.desires().wants(uid)) {
      return;
    }
    long known = Math.max(world.sickness.unrestAt(), world.desires().toldSince(uid));
    Duration bound =
        LANE.plus(Sickness.patience(definition.livenessProbe()))
            .plus(Sickness.patience(definition.startupProbe()));
    world.observe(pod).containers().stream()
        .filter(seen -> seen.name().equals(sick.container()))
        .findFirst()
        .filter(seen -> seen.state() == State.RUNNING && !asked.contains(seen.id()))
        .ifPresent(seen -> check(sick, seen, new Limit(known, bound)));
  }

  private record Limit(long known, Duration bound) {}

  private void check(Sickness.Case sick, ObservedContainer seen, Limit limit) {
    Duration known = Duration.ofNanos(world.time.nanoTime() - limit.known());
    Duration runs = world.runsFor(seen);
    Duration shorter = known.compareTo(runs) < 0 ? known : runs;
    if (shorter.compareTo(limit.bound()) > 0) {
      world.broken(
          this,
          sick.pod(),
          "%s fails its probe and runs on after %s".formatted(seen.name(), shorter));
    }
  }
}

package io.kubelette.simulation;

import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.PodObservation;
import java.util.HashSet;
import java.util.Set;

/**
 * What ran when a life of the node ended runs on in its next life under the same id, unless there
 * is another {@link Cause}.
 */
final class RestartKeepsContainers implements Invariant {

  private final World world;
  private final Set<String> kept = new HashSet<>();

  RestartKeepsContainers(World world) {
    this.world = world;
  }

  @Override
  public void nodeEnded() {
    if (!world.engineIsUp()) {
      return;
    }
    for (PodObservation pod : world.observe()) {
      pod.containers().stream()
          .filter(each -> each.state() == ObservedContainer.State.RUNNING)
          .map(ObservedContainer::id)
          .forEach(kept::add);
    }
  }

  @Override
  public void before(RuntimeAct act) {
    if (act.stops() && kept.remove(act.id()) && Cause.of(act, world).isEmpty()) {
      world.broken(
          this, act.pod() == null ? "" : act.pod().name(), act + " though it was to be kept");
    }
  }
}

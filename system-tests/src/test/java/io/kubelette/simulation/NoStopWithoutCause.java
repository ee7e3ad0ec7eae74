package io.kubelette.simulation;

import java.util.HashSet;
import java.util.Set;

/** No running container is signalled or removed unless there is a {@link Cause}. */
final class NoStopWithoutCause implements Invariant {

  private final World world;
  private final Set<String> stopping = new HashSet<>();

  NoStopWithoutCause(World world) {
    this.world = world;
  }

  @Override
  public void before(RuntimeAct act) {
    if (!act.stops() || stopping.contains(act.id())) {
      return;
    }
    if (Cause.of(act, world).isEmpty()) {
      world.broken(this, act.pod() == null ? "" : act.pod().name(), act + " has no cause");
    }
    stopping.add(act.id());
  }
}

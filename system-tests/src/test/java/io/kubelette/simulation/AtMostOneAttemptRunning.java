package io.kubelette.simulation;

import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.PodObservation;
import java.util.HashSet;
import java.util.Set;

/** Of each container of a pod at most one attempt runs, and at most one sandbox is ready. */
final class AtMostOneAttemptRunning implements Invariant {

  private final World world;

  AtMostOneAttemptRunning(World world) {
    this.world = world;
  }

  @Override
  public void after(RuntimeAct act) {
    if (act.begins() || act.deed() == RuntimeAct.Deed.RUN_SANDBOX) {
      step();
    }
  }

  @Override
  public void step() {
    if (world.engineIsUp()) {
      world.observe().forEach(this::check);
    }
  }

  private void check(PodObservation pod) {
    Set<String> running = new HashSet<>();
    for (ObservedContainer container : pod.containers()) {
      boolean runs = container.state() == ObservedContainer.State.RUNNING;
      if (runs && !running.add(container.name())) {
        world.broken(this, pod.pod().name(), "two attempts run of container " + container.name());
      }
    }
    long ready =
        pod.sandboxes().stream().filter(s -> s.state() == ObservedSandbox.State.READY).count();
    if (ready > 1) {
      world.broken(this, pod.pod().name(), ready + " sandboxes are ready");
    }
  }
}

package io.kubelette.simulation;

import io.kubelette.model.Container;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.Pod;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedContainer.State;
import java.util.Objects;
import java.util.Optional;

/**
 * A container that ended is started again in its sandbox only if its own rules, its own policy or
 * its pod's say so; and once all is well, none that should run again stays down.
 *
 * <p>Kubernetes: one that was found ailing counts as killed, even if it ended by itself just then.
 */
final class RulesDecideRestarts implements Invariant {

  private static final int KILLED = 137;

  private final World world;

  RulesDecideRestarts(World world) {
    this.world = world;
  }

  @Override
  public void before(RuntimeAct act) {
    ObservedContainer starting = act.container();
    Desires.Told told = world.desires().of(act.uid());
    if (act.deed() != RuntimeAct.Deed.START
        || starting == null
        || starting.state() != State.CREATED
        || told == null
        || told.latest == null) {
      return;
    }
    Pod pod = told.latest;
    Container definition = Sickness.container(pod, act.name());
    Optional<ObservedContainer> dead = predecessor(pod, starting);
    if (definition == null || dead.isEmpty()) {
      return;
    }
    int code = dead.get().exit().code();
    boolean asIfKilled =
        world.sickness.mayAil(definition) && OwnRules.restarts(pod, definition, KILLED);
    if (!asIfKilled && !OwnRules.restarts(pod, definition, code)) {
      world.broken(this, String.valueOf(pod.metadata().name()), act + " after exit code " + code);
    }
  }

  /** What ended before it, of the same definition and in the same sandbox. */
  private Optional<ObservedContainer> predecessor(Pod pod, ObservedContainer starting) {
    return world.observe(pod).containers().stream()
        .filter(each -> each.name().equals(starting.name()))
        .filter(each -> each.attempt() < starting.attempt())
        .findFirst()
        .filter(each -> each.state() == State.EXITED && each.exit() != null)
        .filter(each -> each.hash().equals(starting.hash()))
        .filter(each -> each.sandboxId().equals(starting.sandboxId()));
  }

  @Override
  public void reached(Stage stage) {
    if (stage == Stage.HEALED) {
      world.users.pods().stream()
          .filter(pod -> pod.metadata().deletionTimestamp() == null)
          .filter(pod -> !world.script.hasLostContainers(pod))
          .filter(pod -> !cannotBegin(pod))
          .forEach(this::staysDown);
    }
  }

  /** An init container that failed for good keeps all others down, whatever their own rules say. */
  private static boolean cannotBegin(Pod pod) {
    return pod.spec().initContainers().stream()
        .anyMatch(
            init ->
                pod.status().initContainerStatuses().stream()
                    .filter(status -> Objects.equals(status.name(), init.name()))
                    .map(ContainerStatus::state)
                    .filter(state -> state != null && state.terminated() != null)
                    .map(state -> state.terminated().exitCode())
                    .anyMatch(code -> code != 0 && !OwnRules.restarts(pod, init, code)));
  }

  private void staysDown(Pod pod) {
    for (ContainerStatus status : pod.status().containerStatuses()) {
      Container definition = Sickness.container(pod, String.valueOf(status.name()));
      boolean over = status.state() != null && status.state().terminated() != null;
      if (over && definition != null) {
        int code = status.state().terminated().exitCode();
        if (OwnRules.restarts(pod, definition, code)) {
          world.broken(
              this,
              String.valueOf(pod.metadata().name()),
              status.name() + " stays down after exit code " + code);
        }
      }
    }
  }
}

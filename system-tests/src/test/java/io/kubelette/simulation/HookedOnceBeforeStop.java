package io.kubelette.simulation;

import io.kubelette.model.Container;
import io.kubelette.model.Lifecycle;
import io.kubelette.model.LifecycleHandler;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * A container with a command to be run before it is stopped is not signalled before that command
 * has been begun, unless its grace was used up before; and in one life of the node the command is
 * begun once.
 */
final class HookedOnceBeforeStop implements Invariant {

  private final World world;
  private final Set<String> hooked = new HashSet<>();

  HookedOnceBeforeStop(World world) {
    this.world = world;
  }

  @Override
  public void nodeBegins() {
    hooked.clear();
  }

  @Override
  public void asked(Command command) {
    if (command.name().equals(Sickness.BEFORE_STOP) && !hooked.add(command.container().id())) {
      world.broken(
          this, command.pod().name(), command.container() + " is told twice that it will stop");
    }
  }

  @Override
  public void before(RuntimeAct act) {
    if (act.deed() != RuntimeAct.Deed.TERMINATE || !act.stops() || hooked.contains(act.id())) {
      return;
    }
    Desires.Told told = world.desires().of(act.uid());
    if (told == null || told.latest == null || told.grace == null) {
      return;
    }
    Container definition = Sickness.container(told.latest, act.name());
    boolean cutOff =
        !world.weather.isQuick()
            || world.sickness.unrestAt() + Duration.ofMinutes(2).toNanos() > world.time.nanoTime()
            || told.grace.compareTo(Duration.ofSeconds(10)) < 0
            || graceIsOver(act, told.grace);
    if (definition != null && hasCommand(definition) && !cutOff) {
      world.broken(this, String.valueOf(told.latest.metadata().name()), act + " without its hook");
    }
  }

  private boolean graceIsOver(RuntimeAct act, Duration grace) {
    long ends = world.desires().endsSince(act.uid());
    return ends != Long.MAX_VALUE
        && world.time.nanoTime() - ends > grace.minusSeconds(10).toNanos();
  }

  static boolean hasCommand(Container container) {
    Lifecycle lifecycle = container.lifecycle();
    LifecycleHandler hook = lifecycle == null ? null : lifecycle.preStop();
    return hook != null && hook.exec() != null;
  }
}

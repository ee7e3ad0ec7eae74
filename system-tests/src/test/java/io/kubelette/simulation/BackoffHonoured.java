package io.kubelette.simulation;

import io.kubelette.loop.Backoff;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedContainer.State;
import io.kubelette.runtime.PodObservation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A container that ended runs again at once the first time, then after 10 s, 20 s and so on from
 * its end; each definition has its own count, and a run of more than ten minutes and a new life of
 * the node begin anew.
 */
final class BackoffHonoured implements Invariant {

  /** What the next start of a container owes. */
  private record Debt(int attempt, Duration delay, Instant since) {}

  private record Definition(String place, String hash) {}

  private final World world;
  private final Backoff backoff;
  private final Duration forget;
  private final Map<Definition, Debt> debts = new HashMap<>();
  private final Set<String> made = new HashSet<>();

  BackoffHonoured(World world) {
    this.world = world;
    this.backoff = world.config.crashBackoff();
    this.forget = world.config.crashForget();
  }

  @Override
  public void nodeBegins() {
    debts.clear();
    made.clear();
  }

  @Override
  public void before(RuntimeAct act) {
    if (act.deed() == RuntimeAct.Deed.CREATE) {
      made.add(act.place());
    }
    ObservedContainer starting = act.container();
    if (act.deed() != RuntimeAct.Deed.START
        || starting == null
        || starting.state() != State.CREATED) {
      return;
    }
    Instant now = world.time.now();
    Optional<ObservedContainer> dead = predecessor(act, starting);
    Duration owed = dead.map(before -> owed(act, starting, before)).orElse(Duration.ZERO);
    dead.map(ObservedContainer::exit)
        .map(exit -> exit.finishedAt().plus(owed))
        .filter(now::isBefore)
        .ifPresent(due -> tooEarly(act, starting, Duration.between(now, due)));
    Duration next = dead.map(before -> next(act, starting, before)).orElse(Duration.ZERO);
    debts.put(definition(act, starting), new Debt(starting.attempt(), next, now));
  }

  private Duration owed(RuntimeAct act, ObservedContainer starting, ObservedContainer before) {
    Debt debt = debts.get(definition(act, starting));
    if (debt == null || hasVanished(debt, before)) {
      return Duration.ZERO;
    }
    Duration ran = Duration.between(debt.since(), before.exit().finishedAt());
    return ran.compareTo(forget) > 0 ? Duration.ZERO : debt.delay();
  }

  private Duration next(RuntimeAct act, ObservedContainer starting, ObservedContainer before) {
    Debt debt = debts.get(definition(act, starting));
    if (debt == null && !made.contains(act.place())) {
      return Duration.ZERO;
    }
    if (debt != null && hasVanished(debt, before)) {
      return debt.delay();
    }
    return backoff.after(owed(act, starting, before));
  }

  private static Definition definition(RuntimeAct act, ObservedContainer starting) {
    return new Definition(act.place(), starting.hash());
  }

  /** Whether what was started last is not there any more, so that it neither waits nor counts. */
  private static boolean hasVanished(Debt debt, ObservedContainer newest) {
    return newest.exit() == null || newest.attempt() < debt.attempt();
  }

  /** The attempt before, if it is still there and dead. */
  private Optional<ObservedContainer> predecessor(RuntimeAct act, ObservedContainer starting) {
    return world.observe().stream()
        .filter(pod -> pod.pod().uid().equals(act.uid()))
        .map(PodObservation::containers)
        .flatMap(java.util.List::stream)
        .filter(each -> each.name().equals(starting.name()))
        .filter(each -> each.attempt() < starting.attempt() && each.state() == State.EXITED)
        .findFirst();
  }

  private void tooEarly(RuntimeAct act, ObservedContainer starting, Duration early) {
    String pod = act.pod() == null ? "" : act.pod().name();
    world.broken(
        this, pod, starting.name() + "#" + starting.attempt() + " starts " + early + " too early");
  }
}

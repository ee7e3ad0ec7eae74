package io.kubelette.pod;

import io.kubelette.loop.EventLoop;
import io.kubelette.loop.Landing;
import io.kubelette.loop.Trip;
import io.kubelette.model.Pod;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodObservation;
import io.kubelette.runtime.RuntimeEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one pod in a circle: plan, act, observe, plan again.
 *
 * <p>Desire is a slot of which the latest counts, a poke says only that something may have changed,
 * and each lane has at most one trip under way. What changes meanwhile is not lost: a poke makes
 * the pod {@code stale}, and it is observed before anything is done to it. Only a poke during a
 * mere look lets the next actions pass before it is looked again, or a storm of events would hold
 * them up for ever.
 *
 * <p>Owned by: pod loop.
 */
final class PodWorker {

  private static final Logger LOG = LoggerFactory.getLogger(PodWorker.class);

  private final PodTurn.Context context;
  private final Workshop workshop;
  private final ActionExecutor executor;
  private final SideLanes sideLanes;
  private final Hints hints = new Hints();

  private Desire desire;
  private PodMemory memory = PodMemory.NONE;
  private @Nullable PodObservation observed;
  private boolean held;
  private boolean stale = true;

  /** Whether the latest look did not show all that was hinted at. */
  private boolean hinted;

  private boolean turnPosted;
  private boolean stopped;
  private boolean calledBack;
  private List<PodAction> underWay = List.of();
  private @Nullable Trip<Round> lifecycle;

  /** A trip that landed at its deadline, whose body may still be at work. */
  private @Nullable Trip<Round> overdue;

  private EventLoop.@Nullable Timer alarm;
  private EventLoop.@Nullable Timer nextLook;

  PodWorker(PodTurn.Context context, Workshop workshop, Desire desire) {
    this.context = context;
    this.workshop = workshop;
    this.desire = desire;
    this.executor = new ActionExecutor(context, workshop);
    SideTrips trips = new SideTrips(workshop, executor, context.config().actionDeadline());
    this.sideLanes = new SideLanes(trips, this::landBeside);
  }

  /**
   * A full list of the runtime's pods showed nothing of this one, so it need not be looked at
   * before its first sandbox is made.
   */
  void startFromNothing() {
    observed = PodObservation.none(context.pod());
    stale = false;
  }

  /** The latest desire counts; it also frees a worker that was held. */
  void desire(Desire latest) {
    Desire before = desire;
    boolean wasHeld = held;
    desire = latest.ended(before.ending());
    held = false;
    Pod pod = latest.pod();
    if (pod != null) {
      memory = memory.withSeen(pod.status());
    }
    // Of what this worker wrote itself nothing follows.
    boolean echoes = pod != null && memory.hasTold(pod.status()) && desire.repeats(before);
    if (wasHeld || !echoes) {
      postTurn();
    }
  }

  void release() {
    desire(desire.released());
  }

  /** The pod is to fail for this reason, whatever its source wants. */
  void end(Ending why) {
    desire(desire.ended(why));
  }

  /** Somebody asks that one of its containers ends. */
  void endContainer(String containerId) {
    request(PodMemory.Request.END, container -> container.id().equals(containerId));
  }

  /** Somebody asks that all of its containers end and go. */
  void removeContainers() {
    request(PodMemory.Request.REMOVE, container -> true);
  }

  /** What waits after a failure or a crash is tried at once. */
  void resetBackoff() {
    memory = memory.withoutBackoff(clockNow());
    postTurn();
  }

  private void request(PodMemory.Request request, Predicate<ObservedContainer> meant) {
    if (observed != null) {
      observed.containers().stream()
          .filter(meant)
          .forEach(container -> memory = memory.withRequest(container.id(), request));
      postTurn();
    }
  }

  /** Whether its pod bears the name of that one and is another. */
  boolean precedes(PodIdentity other) {
    PodIdentity own = context.pod();
    return own.name().equals(other.name())
        && own.namespace().equals(other.namespace())
        && !own.uid().equals(other.uid());
  }

  /** Whether none of its containers runs or ever will. */
  boolean isTerminated() {
    return memory.lifecycle() == PodLifecycle.TERMINATED;
  }

  /** Does nothing for the pod until a source has spoken of it, or all sources have spoken. */
  void hold() {
    held = true;
  }

  boolean isHeld() {
    return held;
  }

  /** Whether its pod is to be gone, and so will never be as an earlier desire said. */
  boolean isLeaving() {
    return !held && desire.isDeleted();
  }

  /** Something may have changed in the runtime; while a trip is under way, its landing tells. */
  void poke(RuntimeEvent hint) {
    hints.add(hint);
    if (lifecycle == null && (observed == null || hints.remainAfter(observed, 0))) {
      stale = true;
      postTurn();
    }
  }

  /** An object changed to which the pod refers: volumes follow, and what waited for it goes on. */
  void objectChanged() {
    memory = memory.afterObjectChange(clockNow());
    postTurn();
  }

  /** Compares with what a relist saw; a difference is only a hint, since the list may be old. */
  void compare(PodObservation listed) {
    if (!listed.equals(observed)) {
      pokeForNothingKnown();
    }
  }

  /** Compares with a relist that saw nothing of the pod. */
  void compareWithNothing() {
    if (observed != null && !observed.isEmpty()) {
      pokeForNothingKnown();
    }
  }

  private void pokeForNothingKnown() {
    poke(RuntimeEvent.of(context.pod().uid()));
  }

  /** Calls back what is under way and does nothing more. */
  void stop() {
    stopped = true;
    cancel(alarm);
    cancel(nextLook);
    if (lifecycle != null) {
      lifecycle.cancel();
    }
    sideLanes.stop();
  }

  private void postTurn() {
    if (!turnPosted && !stopped) {
      turnPosted = true;
      workshop.loop().execute(this::turn);
    }
  }

  private void turn() {
    turnPosted = false;
    if (stopped || held) {
      return;
    }
    if (observed == null) {
      if (lifecycle == null) {
        travel(List.of());
      }
      return;
    }
    PodPlan plan = PodPlan.plan(now(observed));
    boolean wasTerminated = memory.lifecycle() == PodLifecycle.TERMINATED;
    memory = plan.memory();
    if (!wasTerminated && memory.lifecycle() == PodLifecycle.TERMINATED) {
      workshop.register().terminated(context.pod().uid());
    }
    plan.notices().forEach(executor::tell);
    setAlarm(plan.wakeAt());
    actOnLifecycle(plan);
    sideLanes.follow(plan);
    if (!sideLanes.isBusy(Lane.STATUS) && PodPlan.isFinished(now(observed))) {
      stop();
      workshop.register().finished(context.pod().uid());
    }
  }

  private PodTurn now(PodObservation seen) {
    boolean fresh = !stale && lifecycle == null;
    PodTurn.Sight sight = fresh ? PodTurn.Sight.FRESH : PodTurn.Sight.DATED;
    return new PodTurn(context, desire, seen, sight, memory, clockNow());
  }

  private void actOnLifecycle(PodPlan plan) {
    if (lifecycle != null) {
      if (!underWay.stream().allMatch(action -> plan.stillWants(action, desire))) {
        calledBack = true;
        lifecycle.cancel();
      }
      return;
    }
    List<PodAction> actions =
        plan.actions().stream().filter(a -> a.lane().equals(Lane.LIFECYCLE)).toList();
    if (stale) {
      travel(List.of());
    } else if (!actions.isEmpty() || hinted) {
      travel(withoutWaiting(actions));
    }
  }

  /** What may wait in line for a registry keeps nothing else waiting. */
  private static List<PodAction> withoutWaiting(List<PodAction> actions) {
    List<PodAction> atOnce = actions.stream().filter(action -> !asksRegistry(action)).toList();
    return atOnce.isEmpty() ? actions : atOnce;
  }

  private static boolean asksRegistry(PodAction action) {
    return action instanceof PodAction.PullImage pull && pull.asksRegistry();
  }

  /** A runtime hears of a pod from one thread at a time, so nobody overtakes what is overdue. */
  private void travel(List<PodAction> actions) {
    if (overdue != null && overdue.isRunning()) {
      lookLater();
      return;
    }
    overdue = null;
    hinted = false;
    calledBack = false;
    underWay = actions;
    LastWords hearing =
        new LastWords(desire.pod(), memory.lastWords(), context.config().messages());
    PodRound.Eyes eyes = new PodRound.Eyes(workshop.runtime(), hints::count, hearing);
    PodRound round = new PodRound(context, eyes, executor, actions);
    lifecycle = Trip.begin(route(actions), round::run, this::landLifecycle);
  }

  private void landLifecycle(Landing<Round> landing) {
    List<PodAction> actions = underWay;
    Trip<Round> landed = lifecycle;
    lifecycle = null;
    underWay = List.of();
    if (stopped) {
      return;
    }
    if (landing.failure().isPresent()) {
      Throwable failure = landing.failure().get();
      overdue = landed;
      actions.forEach(action -> remember(Outcome.failed(action, action.failureReason(), failure)));
      stayBlind(failure);
      return;
    }
    Round round = landing.result();
    round.outcomes().forEach(this::remember);
    if (round.blindness() != null) {
      stayBlind(round.blindness());
      return;
    }
    if (round.hadNoEffect(observed)) {
      // It is asked for again at once, and would be for ever, as fast as the runtime answers.
      memory = Landings.restAfterNoEffect(memory, clockNow(), context.config());
    }
    int hintsBefore = 0;
    if (round.look() != null) {
      observed = round.look().observed();
      memory = memory.withLastWords(round.look().lastWords());
      hintsBefore = round.look().hints();
    }
    hinted = observed == null || hints.remainAfter(observed, hintsBefore);
    stale = hinted && !actions.isEmpty();
    postTurn();
  }

  /** What was done cannot be seen: nothing more is done until it can. */
  private void stayBlind(Throwable failure) {
    stale = true;
    if (calledBack) {
      postTurn();
      return;
    }
    LOG.debug("pod={} cannot be observed: {}", context.pod(), failure.toString());
    lookLater();
  }

  private void lookLater() {
    cancel(nextLook);
    nextLook = workshop.loop().schedule(context.config().retry(), this::postTurn);
  }

  private void landBeside(Outcome outcome) {
    ProbeNotices.of(outcome, memory, context.config()).ifPresent(executor::tell);
    remember(outcome);
    postTurn();
  }

  private void remember(Outcome outcome) {
    if (outcome.result() == Outcome.Result.FAILED) {
      PodAction action = outcome.action();
      String kind = action.getClass().getSimpleName();
      // Failures in the runtime become events of the pod; one in the API has nowhere else to go.
      if (action.lane().equals(Lane.STATUS)) {
        LOG.warn("pod={} action={} failed: {}", context.pod(), kind, outcome.message());
      } else {
        LOG.debug("pod={} action={} failed: {}", context.pod(), kind, outcome.message());
      }
    }
    memory = Landings.land(memory, outcome, clockNow(), context.config());
  }

  private Trip.Route route(List<PodAction> actions) {
    PodManagerConfig config = context.config();
    return actions.stream().anyMatch(PodWorker::asksRegistry)
        ? workshop.pullRoute(config.pullDeadline())
        : workshop.route(config.actionDeadline());
  }

  private Instant clockNow() {
    return workshop.loop().clock().now();
  }

  private void setAlarm(@Nullable Instant at) {
    cancel(alarm);
    alarm =
        at == null
            ? null
            : workshop.loop().schedule(Duration.between(clockNow(), at), this::postTurn);
  }

  private static void cancel(EventLoop.@Nullable Timer timer) {
    if (timer != null) {
      timer.cancel();
    }
  }
}

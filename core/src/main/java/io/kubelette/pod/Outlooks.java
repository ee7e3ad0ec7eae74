package io.kubelette.pod;

import io.kubelette.pod.ContainerOutlook.Start;
import io.kubelette.pod.ContainerOutlook.Step;
import io.kubelette.pod.ContainerOutlook.Waiting;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedSandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Works out the {@link ContainerOutlook} of a pod's containers. Pure. */
final class Outlooks {

  private final PodTurn turn;
  private final Sightings sightings;
  private final Healths healths;

  private Outlooks(PodTurn turn) {
    this.turn = turn;
    this.sightings = new Sightings(turn.observed());
    this.healths = new Healths(turn);
  }

  /** One for each defined container, in the order of {@link DefinedContainer#of}. */
  static List<ContainerOutlook> of(PodTurn turn) {
    Outlooks outlooks = new Outlooks(turn);
    List<ContainerOutlook> all = new ArrayList<>(turn.desire().containers().size());
    for (DefinedContainer container : turn.desire().containers()) {
      all.add(outlooks.of(container));
    }
    return all;
  }

  private ContainerOutlook of(DefinedContainer container) {
    List<ObservedContainer> seen = sightings.named(container.name());
    ObservedContainer newest = seen.isEmpty() ? null : seen.get(0);
    ObservedContainer previous = seen.size() < 2 ? null : seen.get(1);
    if (newest == null) {
      return gone(container);
    }
    boolean runs = newest.state() == ObservedContainer.State.RUNNING;
    boolean starting = runs && healths.isStarting(container, newest);
    Health health = runs && !starting ? healths.of(container, newest) : Health.NONE;
    Step step = step(container, seen);
    if (step == Step.START) {
      return start(container, newest, previous);
    }
    if (step == Step.RUNNING && (starting || health.ailment() != null)) {
      step = starting ? Step.STARTING : Step.REPLACE;
    }
    return new ContainerOutlook(container, newest, previous, health, step, null, null);
  }

  /** Of what was never made, or was removed: what has ended for good does not run again. */
  private ContainerOutlook gone(DefinedContainer container) {
    ObservedContainer ended = Told.ended(turn, container);
    boolean forGood =
        ended != null
            && (container.role() == ContainerRole.INIT
                ? exitOf(ended).code() == 0 && appsBegan()
                : !container.restartsAfter(exitOf(ended).code()));
    return forGood
        ? new ContainerOutlook(container, ended, null, Health.NONE, Step.DONE, null, null)
        : start(container, null, null);
  }

  /** Whether the pod has come past its init containers in its present sandbox. */
  private boolean appsBegan() {
    return turn.desire().containers().stream()
        .filter(container -> container.role() == ContainerRole.APP)
        .map(container -> sightings.newest(container.name()))
        .anyMatch(
            newest ->
                newest != null && isInSandbox(newest) && !turn.memory().anew().replaces(newest));
  }

  private Step step(DefinedContainer container, List<ObservedContainer> seen) {
    ObservedContainer newest = seen.get(0);
    boolean sameDefinition = newest.hash().equals(container.hash());
    boolean inSandbox = isInSandbox(newest);
    if (isAny(seen, ObservedContainer.State.UNKNOWN)) {
      return Step.DISCARD;
    }
    boolean onlyAnOlderRuns =
        newest.state() != ObservedContainer.State.RUNNING
            && isAny(seen, ObservedContainer.State.RUNNING);
    if (onlyAnOlderRuns) {
      return Step.REPLACE;
    }
    return switch (newest.state()) {
      case RUNNING ->
          sameDefinition && !isReplaced(container, newest) ? Step.RUNNING : Step.REPLACE;
      case UNKNOWN -> Step.DISCARD;
      case CREATED -> sameDefinition && inSandbox ? Step.START : Step.DISCARD;
      case EXITED -> runsAgain(container, newest, inSandbox) ? Step.START : Step.DONE;
    };
  }

  private static boolean isAny(List<ObservedContainer> seen, ObservedContainer.State state) {
    for (ObservedContainer container : seen) {
      if (container.state() == state) {
        return true;
      }
    }
    return false;
  }

  private boolean runsAgain(
      DefinedContainer container, ObservedContainer ended, boolean inSandbox) {
    // What was stopped did not end by itself, whatever code it left.
    boolean stopped = turn.memory().stops().containsKey(ended.id());
    boolean gaveWay =
        stopped && (!ended.hash().equals(container.hash()) || isReplaced(container, ended));
    boolean killed = stopped && container.restartsAfter(DefinedContainer.KILLED);
    // A new sandbox means a new start for the pod, and that begins with its init containers.
    boolean preparesAnew = container.role() == ContainerRole.INIT && !inSandbox;
    boolean podRuns = sightings.readySandbox() != null;
    return gaveWay
        || turn.memory().anew().replaces(ended)
        || killed
        || (preparesAnew && podRuns)
        || container.restartsAfter(exitOf(ended).code());
  }

  /** Whether it gives way to another attempt of the same definition. */
  private boolean isReplaced(DefinedContainer container, ObservedContainer newest) {
    return turn.memory().anew().replaces(newest) || Resizing.restarts(turn, container, newest);
  }

  /** Whether it was ended for what is no fault of its own. */
  private boolean isForgiven(DefinedContainer container, @Nullable ObservedContainer ended) {
    return turn.memory().anew().spares(ended)
        || (ended != null
            && turn.memory().stops().containsKey(ended.id())
            && Resizing.restarts(turn, container, ended));
  }

  private ContainerOutlook start(
      DefinedContainer container,
      @Nullable ObservedContainer newest,
      @Nullable ObservedContainer previous) {
    boolean created = newest != null && newest.state() == ObservedContainer.State.CREATED;
    int attempt = created ? newest.attempt() : nextAttempt(container, newest);
    PodMemory.Crash crash = crashOf(container, newest);
    // An attempt that was begun and never came to exist has waited its time already.
    boolean begun = crash != null && (newest == null || crash.attempt() > newest.attempt());
    Duration delay = crash == null || begun ? Duration.ZERO : crash.delay();
    Duration nextDelay = begun || created ? delayOf(crash) : afterExit(newest, delay);
    Hold hold = hold(container, newest, attempt, delay);
    Instant notBefore = hold == null ? null : hold.until();
    boolean held = hold != null && (notBefore == null || turn.now().isBefore(notBefore));
    return new ContainerOutlook(
        container,
        newest,
        previous,
        Health.NONE,
        held ? Step.HELD : Step.START,
        new Start(attempt, created ? newest.id() : null, nextDelay, notBefore),
        hold != null && (held || hold.lingers()) ? hold.waiting() : null);
  }

  /**
   * Why a start waits.
   *
   * @param until null where only a change of the pod can help
   * @param lingers whether the status keeps its words while the next try is under way
   */
  private record Hold(@Nullable Instant until, boolean lingers, Waiting waiting) {}

  private @Nullable Hold hold(
      DefinedContainer container, @Nullable ObservedContainer newest, int attempt, Duration delay) {
    if (newest != null && newest.state() == ObservedContainer.State.EXITED && !delay.isZero()) {
      Instant until = exitOf(newest).finishedAt().plus(delay);
      if (turn.now().isBefore(until)) {
        return new Hold(until, false, crashLoop(container, delay));
      }
    }
    PodMemory.StartFailure failure = turn.memory().failures().get(container.name());
    if (failure != null && failure.attempt() == attempt) {
      Waiting waiting = new Waiting(failure.reason(), failure.message());
      return new Hold(failure.notBefore(), true, waiting);
    }
    PodMemory.PullFailure pull = turn.memory().pulls().get(container.image());
    return pull == null ? null : new Hold(pull.notBefore(), true, pullWaiting(container, pull));
  }

  private Waiting crashLoop(DefinedContainer container, Duration delay) {
    var pod = turn.identity();
    return new Waiting(
        "CrashLoopBackOff",
        "back-off %s restarting failed container=%s pod=%s_%s(%s)"
            .formatted(Words.of(delay), container.name(), pod.name(), pod.namespace(), pod.uid()));
  }

  private static Waiting pullWaiting(DefinedContainer container, PodMemory.PullFailure pull) {
    if (pull.told() && pull.reason().equals("ErrImagePull")) {
      return new Waiting(
          "ImagePullBackOff",
          "Back-off pulling image \"%s\": ErrImagePull: %s"
              .formatted(container.image(), pull.message()));
    }
    return new Waiting(pull.reason(), pull.message());
  }

  private Duration afterExit(@Nullable ObservedContainer newest, Duration delay) {
    return newest == null ? Duration.ZERO : turn.config().crashBackoff().after(delay);
  }

  private static Duration delayOf(PodMemory.@Nullable Crash crash) {
    return crash == null ? Duration.ZERO : crash.delay();
  }

  /** The back-off of the container's definition, unless it has run off. */
  private PodMemory.@Nullable Crash crashOf(
      DefinedContainer container, @Nullable ObservedContainer newest) {
    PodMemory.Crash crash = turn.memory().crashes().get(PodMemory.Definition.of(container));
    if (crash == null || isForgiven(container, newest)) {
      return null;
    }
    ObservedContainer.Exit exit = newest == null ? null : newest.exit();
    boolean ranLong =
        exit != null
            && Duration.between(crash.since(), exit.finishedAt())
                    .compareTo(turn.config().crashForget())
                > 0;
    return ranLong ? null : crash;
  }

  private int nextAttempt(DefinedContainer container, @Nullable ObservedContainer newest) {
    int seen = newest == null ? -1 : newest.attempt();
    return Math.max(seen, Told.lastAttempt(turn, container)) + 1;
  }

  private boolean isInSandbox(ObservedContainer container) {
    ObservedSandbox sandbox = sightings.readySandbox();
    return sandbox != null && sandbox.id().equals(container.sandboxId());
  }

  static ObservedContainer.Exit exitOf(ObservedContainer container) {
    ObservedContainer.Exit exit = container.exit();
    return exit != null
        ? exit
        : new ObservedContainer.Exit(137, container.createdAt(), "ContainerStatusUnknown", "");
  }
}

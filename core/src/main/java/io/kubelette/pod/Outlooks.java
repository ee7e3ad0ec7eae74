package io.kubelette.pod;

import io.kubelette.model.ContainerState;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.PodStatus;
import io.kubelette.pod.ContainerOutlook.Start;
import io.kubelette.pod.ContainerOutlook.Step;
import io.kubelette.pod.ContainerOutlook.Waiting;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedSandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Works out the {@link ContainerOutlook} of a pod's containers. Pure. */
final class Outlooks {

  private final PodTurn turn;
  private final Sightings sightings;

  private Outlooks(PodTurn turn) {
    this.turn = turn;
    this.sightings = new Sightings(turn.observed());
  }

  /** One for each defined container, in the order of {@link DefinedContainer#of}. */
  static List<ContainerOutlook> of(PodTurn turn) {
    Outlooks outlooks = new Outlooks(turn);
    return turn.pod().stream()
        .flatMap(pod -> DefinedContainer.of(pod.spec()).stream())
        .map(outlooks::of)
        .toList();
  }

  private ContainerOutlook of(DefinedContainer container) {
    List<ObservedContainer> seen = sightings.named(container.name());
    ObservedContainer newest = seen.isEmpty() ? null : seen.get(0);
    ObservedContainer previous = seen.size() < 2 ? null : seen.get(1);
    Step step = newest == null ? Step.START : step(container, seen);
    if (step != Step.START) {
      return new ContainerOutlook(container, newest, previous, step, null, null);
    }
    return start(container, newest, previous);
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
      case RUNNING -> sameDefinition ? Step.RUNNING : Step.REPLACE;
      case UNKNOWN -> Step.DISCARD;
      case CREATED -> sameDefinition && inSandbox ? Step.START : Step.DISCARD;
      case EXITED -> runsAgain(container, newest, inSandbox) ? Step.START : Step.DONE;
    };
  }

  private static boolean isAny(List<ObservedContainer> seen, ObservedContainer.State state) {
    return seen.stream().anyMatch(container -> container.state() == state);
  }

  private boolean runsAgain(
      DefinedContainer container, ObservedContainer ended, boolean inSandbox) {
    // What was stopped to give way to a new definition did not end by itself.
    boolean gaveWay =
        !ended.hash().equals(container.hash()) && turn.memory().stops().containsKey(ended.id());
    // A new sandbox means a new start for the pod, and that begins with its init containers.
    boolean preparesAnew = container.role() == ContainerRole.INIT && !inSandbox;
    boolean podRuns = sightings.readySandbox() != null;
    return gaveWay || (preparesAnew && podRuns) || container.restartsAfter(exitOf(ended).code());
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

  /** The back-off in force, unless another definition earned it or it has run off. */
  private PodMemory.@Nullable Crash crashOf(
      DefinedContainer container, @Nullable ObservedContainer newest) {
    PodMemory.Crash crash = turn.memory().crashes().get(container.name());
    if (crash == null || !crash.hash().equals(container.hash())) {
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
    PodStatus published = turn.memory().latestStatus();
    int seen = newest == null ? -1 : newest.attempt();
    int told =
        published == null
            ? -1
            : Stream.of(published.initContainerStatuses(), published.containerStatuses())
                .flatMap(List::stream)
                .filter(status -> container.name().equals(status.name()) && everRan(status))
                .mapToInt(status -> status.restartCount() == null ? 0 : status.restartCount())
                .findFirst()
                .orElse(-1);
    return Math.max(seen, told) + 1;
  }

  private static boolean everRan(ContainerStatus status) {
    return Stream.of(status.state(), status.lastState())
        .anyMatch(state -> state != null && ran(state));
  }

  private static boolean ran(ContainerState state) {
    return state.running() != null || state.terminated() != null;
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

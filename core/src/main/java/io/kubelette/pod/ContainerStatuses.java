package io.kubelette.pod;

import io.kubelette.model.ContainerState;
import io.kubelette.model.ContainerStateRunning;
import io.kubelette.model.ContainerStateTerminated;
import io.kubelette.model.ContainerStateTerminatedBuilder;
import io.kubelette.model.ContainerStateWaiting;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.ContainerStatusBuilder;
import io.kubelette.model.Lifecycle;
import io.kubelette.model.Quantity;
import io.kubelette.model.ResourceRequirements;
import io.kubelette.model.VolumeMountStatus;
import io.kubelette.pod.ContainerOutlook.Step;
import io.kubelette.pod.ContainerOutlook.Waiting;
import io.kubelette.runtime.ObservedContainer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statuses of a pod's containers. Pure. */
final class ContainerStatuses {

  private final PodTurn turn;
  private final boolean wasInitialized;
  private final Waiting beforeStart;
  private final int defined;

  ContainerStatuses(PodTurn turn, List<ContainerOutlook> outlooks) {
    this.turn = turn;
    this.defined = outlooks.size();
    this.wasInitialized = PodPhases.wasInitialized(outlooks);
    boolean hasInit = outlooks.stream().anyMatch(ContainerOutlook::isOfInitOrder);
    this.beforeStart = new Waiting(hasInit ? "PodInitializing" : "ContainerCreating", "");
  }

  ContainerStatus of(ContainerOutlook outlook) {
    ContainerStatus before = Told.of(turn, outlook.container());
    ObservedContainer newest = shown(outlook);
    ContainerState state = state(outlook, newest, before);
    Lifecycle lifecycle = outlook.container().definition().lifecycle();
    ContainerStatus status =
        ContainerStatusBuilder.builder()
            .name(outlook.container().name())
            .state(state)
            .lastState(lastState(outlook, newest, state, before))
            .ready(isReady(outlook))
            .started(
                outlook.container().role() == ContainerRole.EPHEMERAL
                    ? null
                    : outlook.health().started())
            .restartCount(restartCount(newest, state, before))
            .image(newest == null ? outlook.container().image() : newest.image())
            .imageID(newest == null ? "" : newest.imageId())
            .containerID(newest == null ? null : containerId(newest))
            .volumeMounts(mounts(outlook, newest))
            .allocatedResources(requests(outlook))
            .resources(Resizing.actual(turn, outlook, before))
            .stopSignal(lifecycle == null ? null : lifecycle.stopSignal())
            .build();
    // One object for both, so that they are compared and kept only once.
    return status.equals(before) ? before : status;
  }

  /**
   * What runs its hook after the start is not shown yet, and what cannot be told is lost, as in the
   * kubelet.
   */
  private static @Nullable ObservedContainer shown(ContainerOutlook outlook) {
    ObservedContainer newest =
        outlook.step() == Step.STARTING ? outlook.previous() : outlook.newest();
    boolean lost = newest != null && newest.state() == ObservedContainer.State.UNKNOWN;
    return lost ? null : newest;
  }

  /** Kubernetes: of what was made; whether a mount is writable below is known then. */
  private List<VolumeMountStatus> mounts(
      ContainerOutlook outlook, @Nullable ObservedContainer newest) {
    return newest == null
        ? List.of()
        : RecursiveReadOnly.statuses(outlook.container().definition(), turn.context().node());
  }

  private static Map<String, Quantity> requests(ContainerOutlook outlook) {
    ResourceRequirements own = outlook.container().definition().resources();
    return own == null ? Map.of() : own.requests();
  }

  private static boolean isReady(ContainerOutlook outlook) {
    return switch (outlook.container().role()) {
      case INIT -> outlook.succeeded();
      case EPHEMERAL -> false;
      case SIDECAR, APP -> outlook.health().ready();
    };
  }

  private ContainerState state(
      ContainerOutlook outlook,
      @Nullable ObservedContainer newest,
      @Nullable ContainerStatus before) {
    if (newest != null && before != null && isOverForGood(outlook, newest, before)) {
      return before.state();
    }
    if (outlook.isRunning() && newest != null) {
      return new ContainerState(null, running(newest), null);
    }
    boolean starts = turn.memory().lifecycle() == PodLifecycle.SYNCING;
    if (newest != null && newest.state() == ObservedContainer.State.EXITED) {
      boolean waits = starts && (outlook.waiting() != null || outlook.step() == Step.STARTING);
      return waits
          ? waiting(outlook.waiting() == null ? beforeStart : outlook.waiting())
          : new ContainerState(null, null, terminated(newest));
    }
    ContainerState told = before == null ? null : before.state();
    if (told != null && told.terminated() != null && !starts) {
      return told;
    }
    if (turn.memory().lifecycle() == PodLifecycle.TERMINATED && wasInitialized) {
      return new ContainerState(null, null, lost("terminated"));
    }
    if (outlook.waiting() != null) {
      return waiting(outlook.waiting());
    }
    boolean created = newest != null && newest.state() == ObservedContainer.State.CREATED;
    return created
        ? new ContainerState(new ContainerStateWaiting(null, null), null, null)
        : waiting(beforeStart);
  }

  /** Whether it was told to have ended for good: others may wake it, its status does not. */
  private boolean isOverForGood(
      ContainerOutlook outlook, ObservedContainer newest, ContainerStatus before) {
    ContainerState told = before.state();
    return told != null
        && told.terminated() != null
        && told.terminated().exitCode() != null
        && containerId(newest).equals(told.terminated().containerID())
        && !outlook.container().restartsAfter(told.terminated().exitCode())
        && newest.state() == ObservedContainer.State.RUNNING;
  }

  private @Nullable ContainerState lastState(
      ContainerOutlook outlook,
      @Nullable ObservedContainer newest,
      ContainerState state,
      @Nullable ContainerStatus before) {
    boolean newestIsLast =
        newest != null
            && newest.state() == ObservedContainer.State.EXITED
            && state.terminated() == null;
    ObservedContainer last = newestIsLast ? newest : outlook.previous();
    if (last != null && last.state() == ObservedContainer.State.EXITED) {
      return new ContainerState(null, null, terminated(last));
    }
    if (before == null) {
      return null;
    }
    boolean endedAndGone =
        newest == null
            && state.terminated() == null
            && before.state() != null
            && before.state().terminated() != null;
    if (endedAndGone) {
      return before.state();
    }
    return hasVanished(newest, state, before)
        ? new ContainerState(null, null, lost("deleted.  The container used to be Running"))
        : before.lastState();
  }

  /** Whether it was seen to run and is gone. */
  private static boolean hasVanished(
      @Nullable ObservedContainer newest, ContainerState state, @Nullable ContainerStatus before) {
    return newest == null
        && state.waiting() != null
        && before != null
        && before.state() != null
        && before.state().running() != null;
  }

  private static ContainerStateTerminated lost(String when) {
    return ContainerStateTerminatedBuilder.builder()
        .exitCode(DefinedContainer.KILLED)
        .reason(Told.LOST)
        .message("The container could not be located when the pod was " + when)
        .build();
  }

  /** What vanished counts as restarted at once, unless its pod is being deleted. */
  private int restartCount(
      @Nullable ObservedContainer newest, ContainerState state, @Nullable ContainerStatus before) {
    int told = before == null || before.restartCount() == null ? 0 : before.restartCount();
    if (newest != null) {
      return Math.max(told, newest.attempt());
    }
    return hasVanished(null, state, before) && !turn.desire().isDeleted() ? told + 1 : told;
  }

  private static ContainerState waiting(Waiting waiting) {
    String message = waiting.message().isEmpty() ? null : waiting.message();
    return new ContainerState(new ContainerStateWaiting(waiting.reason(), message), null, null);
  }

  private static ContainerStateRunning running(ObservedContainer container) {
    Instant startedAt = container.startedAt();
    return new ContainerStateRunning(
        seconds(startedAt == null ? container.createdAt() : startedAt));
  }

  private ContainerStateTerminated terminated(ObservedContainer container) {
    ObservedContainer.Exit exit = Outlooks.exitOf(container);
    Instant startedAt = container.startedAt();
    return ContainerStateTerminatedBuilder.builder()
        .exitCode(exit.code())
        .reason(exit.reason())
        .message(message(container, exit))
        .startedAt(seconds(startedAt == null ? container.createdAt() : startedAt))
        .finishedAt(seconds(exit.finishedAt()))
        .containerID(containerId(container))
        .build();
  }

  /** What the engine says, and what the container itself has said. */
  private @Nullable String message(ObservedContainer container, ObservedContainer.Exit exit) {
    String own = turn.memory().lastWords().getOrDefault(container.id(), "");
    String both = exit.message() + (exit.message().isEmpty() || own.isEmpty() ? "" : ": ") + own;
    int most = turn.config().messages().podLength() / Math.max(1, defined);
    String kept = both.length() <= most ? both : both.substring(0, most);
    return kept.isEmpty() ? null : kept;
  }

  private String containerId(ObservedContainer container) {
    return turn.context().node().runtimeName() + "://" + container.id();
  }

  /** Kubernetes keeps whole seconds in statuses. */
  static Instant seconds(Instant instant) {
    return instant.getNano() == 0 ? instant : instant.truncatedTo(ChronoUnit.SECONDS);
  }
}

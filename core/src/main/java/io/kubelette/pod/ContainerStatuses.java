package io.kubelette.pod;

import io.kubelette.model.ContainerState;
import io.kubelette.model.ContainerStateRunning;
import io.kubelette.model.ContainerStateTerminated;
import io.kubelette.model.ContainerStateTerminatedBuilder;
import io.kubelette.model.ContainerStateWaiting;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.ContainerStatusBuilder;
import io.kubelette.pod.ContainerOutlook.Waiting;
import io.kubelette.runtime.ObservedContainer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The statuses of a pod's containers. Pure. */
final class ContainerStatuses {

  private static final int KILLED = 137;

  private final PodTurn turn;
  private final boolean wasInitialized;
  private final Waiting beforeStart;

  ContainerStatuses(PodTurn turn, List<ContainerOutlook> outlooks) {
    this.turn = turn;
    this.wasInitialized = PodPhases.wasInitialized(outlooks);
    boolean hasInit = outlooks.stream().anyMatch(o -> o.container().role() != ContainerRole.APP);
    this.beforeStart = new Waiting(hasInit ? "PodInitializing" : "ContainerCreating", "");
  }

  ContainerStatus of(ContainerOutlook outlook) {
    ContainerStatus before = published(outlook.container().name());
    ObservedContainer newest = outlook.newest();
    boolean running = outlook.isRunning();
    boolean isInit = outlook.container().role() == ContainerRole.INIT;
    ContainerState state = state(outlook, before);
    return ContainerStatusBuilder.builder()
        .name(outlook.container().name())
        .state(state)
        .lastState(lastState(outlook, state, before))
        .ready(isInit ? outlook.succeeded() : running)
        .started(running)
        .restartCount(restartCount(newest, before))
        .image(newest == null ? outlook.container().image() : newest.image())
        .imageID(newest == null ? "" : newest.imageId())
        .containerID(newest == null ? null : containerId(newest))
        .build();
  }

  private ContainerState state(ContainerOutlook outlook, @Nullable ContainerStatus before) {
    ObservedContainer newest = outlook.newest();
    if (newest != null && newest.state() == ObservedContainer.State.RUNNING) {
      return new ContainerState(null, running(newest), null);
    }
    boolean starts = turn.memory().lifecycle() == PodLifecycle.SYNCING;
    if (newest != null && newest.state() == ObservedContainer.State.EXITED) {
      return starts && outlook.waiting() != null
          ? waiting(outlook.waiting())
          : new ContainerState(null, null, terminated(newest));
    }
    ContainerState told = before == null ? null : before.state();
    if (told != null && told.terminated() != null && !starts) {
      return told;
    }
    if (turn.memory().lifecycle() == PodLifecycle.TERMINATED && wasInitialized) {
      return new ContainerState(null, null, lost("terminated"));
    }
    return waiting(outlook.waiting() != null ? outlook.waiting() : beforeStart);
  }

  private @Nullable ContainerState lastState(
      ContainerOutlook outlook, ContainerState state, @Nullable ContainerStatus before) {
    ObservedContainer newest = outlook.newest();
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
    // A container that was seen running and is gone leaves a trace that says so.
    boolean vanished =
        newest == null
            && state.waiting() != null
            && before.state() != null
            && before.state().running() != null;
    return vanished
        ? new ContainerState(null, null, lost("deleted.  The container used to be Running"))
        : before.lastState();
  }

  private static ContainerStateTerminated lost(String when) {
    return ContainerStateTerminatedBuilder.builder()
        .exitCode(KILLED)
        .reason("ContainerStatusUnknown")
        .message("The container could not be located when the pod was " + when)
        .build();
  }

  private static int restartCount(
      @Nullable ObservedContainer newest, @Nullable ContainerStatus before) {
    int told = before == null || before.restartCount() == null ? 0 : before.restartCount();
    return newest == null ? told : Math.max(told, newest.attempt());
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
        .message(exit.message().isEmpty() ? null : exit.message())
        .startedAt(seconds(startedAt == null ? container.createdAt() : startedAt))
        .finishedAt(seconds(exit.finishedAt()))
        .containerID(containerId(container))
        .build();
  }

  private String containerId(ObservedContainer container) {
    return turn.context().node().runtimeName() + "://" + container.id();
  }

  private @Nullable ContainerStatus published(String name) {
    var published = turn.memory().latestStatus();
    return published == null
        ? null
        : Stream.of(published.initContainerStatuses(), published.containerStatuses())
            .flatMap(List::stream)
            .filter(status -> name.equals(status.name()))
            .findFirst()
            .orElse(null);
  }

  /** Kubernetes keeps whole seconds in statuses. */
  static Instant seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }
}

package io.kubelette.pod;

import io.kubelette.model.ContainerState;
import io.kubelette.model.ContainerStateTerminated;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.PodStatus;
import io.kubelette.runtime.ObservedContainer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the newest status says of containers that the runtime does not show any more. Pure. */
final class Told {

  /** The reason of the end of a container that vanished. */
  static final String LOST = "ContainerStatusUnknown";

  private Told() {}

  /** The status of that container, if one was told. */
  static @Nullable ContainerStatus of(PodTurn turn, DefinedContainer container) {
    PodStatus told = turn.memory().latestStatus();
    if (told == null) {
      return null;
    }
    List<ContainerStatus> list =
        switch (container.role()) {
          case INIT, SIDECAR -> told.initContainerStatuses();
          case APP -> told.containerStatuses();
          case EPHEMERAL -> told.ephemeralContainerStatuses();
        };
    for (ContainerStatus status : list) {
      if (container.name().equals(status.name())) {
        return status;
      }
    }
    return null;
  }

  /** The number of its last attempt; -1 if none ever ran. */
  static int lastAttempt(PodTurn turn, DefinedContainer container) {
    ContainerStatus told = of(turn, container);
    if (told == null || !(ran(told.state()) || ran(told.lastState()))) {
      return -1;
    }
    int count = told.restartCount() == null ? 0 : told.restartCount();
    return isCountedAhead(told) ? count - 1 : count;
  }

  /** Whether its restart was counted when it vanished, before anything started again. */
  static boolean isCountedAhead(ContainerStatus told) {
    return told.state() != null
        && told.state().waiting() != null
        && told.containerID() == null
        && isLost(told.lastState());
  }

  static boolean isLost(@Nullable ContainerState state) {
    return state != null
        && state.terminated() != null
        && LOST.equals(state.terminated().reason())
        && state.terminated().containerID() == null;
  }

  /** The container of which the status says that it has ended. */
  static @Nullable ObservedContainer ended(PodTurn turn, DefinedContainer container) {
    ContainerStatus told = of(turn, container);
    ContainerStateTerminated end =
        told == null || told.state() == null ? null : told.state().terminated();
    String id = end == null ? null : end.containerID();
    if (end == null || id == null) {
      return null;
    }
    Instant finished = Objects.requireNonNullElse(end.finishedAt(), turn.now());
    Instant started = Objects.requireNonNullElse(end.startedAt(), finished);
    return new ObservedContainer(
        id.substring(id.indexOf("://") + 3),
        "",
        container.name(),
        told.restartCount() == null ? 0 : told.restartCount(),
        container.hash(),
        String.valueOf(told.image()),
        String.valueOf(told.imageID()),
        ObservedContainer.State.EXITED,
        started,
        started,
        exit(end, finished),
        Duration.ZERO);
  }

  private static ObservedContainer.Exit exit(ContainerStateTerminated end, Instant finished) {
    return new ObservedContainer.Exit(
        end.exitCode() == null ? 0 : end.exitCode(),
        finished,
        String.valueOf(end.reason()),
        end.message() == null ? "" : end.message());
  }

  private static boolean ran(@Nullable ContainerState state) {
    return state != null && (state.running() != null || state.terminated() != null);
  }
}

package io.kubelette.api.http.table;

import io.kubelette.model.Container;
import io.kubelette.model.ContainerState;
import io.kubelette.model.ContainerStateTerminated;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.Pod;
import io.kubelette.model.PodCondition;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one word, and the counts, that kubectl shows of a pod. The word is the reason that matters
 * most: of an init container that has not done its part, else of the first container that has one.
 */
final class PodSummary {

  private final Pod pod;
  private String reason;
  private int ready;
  private int restarts;
  private @Nullable Instant lastRestart;

  private PodSummary(Pod pod) {
    this.pod = pod;
    this.reason =
        Objects.requireNonNullElse(
            pod.status().reason(), Objects.requireNonNullElse(pod.status().phase(), "Unknown"));
  }

  static PodSummary of(Pod pod) {
    PodSummary summary = new PodSummary(pod);
    if (summary
        .condition("PodScheduled")
        .map(PodCondition::reason)
        .filter("SchedulingGated"::equals)
        .isPresent()) {
      summary.reason = "SchedulingGated";
    }
    int sidecarRestarts = summary.initContainers();
    if (sidecarRestarts >= 0) {
      summary.restarts = sidecarRestarts;
      summary.containers();
    }
    summary.deletion();
    return summary;
  }

  String reason() {
    return reason;
  }

  String readiness() {
    long sidecars = pod.spec().initContainers().stream().filter(PodSummary::isSidecar).count();
    return ready + "/" + (pod.spec().containers().size() + sidecars);
  }

  String restarts(Instant now) {
    return restarts == 0 || lastRestart == null
        ? Integer.toString(restarts)
        : restarts + " (" + Spans.since(lastRestart, now) + " ago)";
  }

  /** Restarts of sidecars, or -1 while the pod is being initialised. */
  private int initContainers() {
    int sidecarRestarts = 0;
    List<ContainerStatus> statuses = pod.status().initContainerStatuses();
    for (int i = 0; i < statuses.size(); i++) {
      ContainerStatus status = statuses.get(i);
      count(status);
      boolean sidecar = isSidecar(status.name());
      if (sidecar) {
        sidecarRestarts += Column.orZero(status.restartCount());
      }
      ContainerStateTerminated end = terminated(status.state());
      if (end != null && Objects.equals(end.exitCode(), 0)) {
        continue;
      }
      if (sidecar && Boolean.TRUE.equals(status.started())) {
        ready += Boolean.TRUE.equals(status.ready()) ? 1 : 0;
        continue;
      }
      reason = "Init:" + initReason(status, end, i);
      return isTrue("Initialized") ? sidecarRestarts : -1;
    }
    return sidecarRestarts;
  }

  private String initReason(
      ContainerStatus status, @Nullable ContainerStateTerminated end, int index) {
    if (end != null) {
      return ending(end);
    }
    return waiting(status.state())
        .filter(word -> !word.equals("PodInitializing"))
        .orElse(index + "/" + pod.spec().initContainers().size());
  }

  private void containers() {
    boolean running = false;
    List<ContainerStatus> statuses = pod.status().containerStatuses();
    for (int i = statuses.size() - 1; i >= 0; i--) {
      ContainerStatus status = statuses.get(i);
      count(status);
      Optional<String> waiting = waiting(status.state());
      ContainerStateTerminated end = terminated(status.state());
      if (waiting.isPresent()) {
        reason = waiting.get();
      } else if (end != null) {
        reason = ending(end);
      } else if (Boolean.TRUE.equals(status.ready())
          && status.state() != null
          && status.state().running() != null) {
        running = true;
        ready++;
      }
    }
    if (reason.equals("Completed") && running) {
      reason = isTrue("Ready") ? "Running" : "NotReady";
    }
  }

  private void deletion() {
    if (pod.metadata().deletionTimestamp() == null) {
      return;
    }
    String phase = pod.status().phase();
    if ("NodeLost".equals(pod.status().reason())) {
      reason = "Unknown";
    } else if (!"Succeeded".equals(phase) && !"Failed".equals(phase)) {
      reason = "Terminating";
    }
  }

  private void count(ContainerStatus status) {
    restarts += Column.orZero(status.restartCount());
    ContainerStateTerminated last = terminated(status.lastState());
    Instant finished = last == null ? null : last.finishedAt();
    if (finished != null && (lastRestart == null || lastRestart.isBefore(finished))) {
      lastRestart = finished;
    }
  }

  private boolean isSidecar(@Nullable String name) {
    return pod.spec().initContainers().stream()
        .anyMatch(container -> isSidecar(container) && Objects.equals(container.name(), name));
  }

  private static boolean isSidecar(Container container) {
    return "Always".equals(container.restartPolicy());
  }

  private boolean isTrue(String type) {
    return condition(type).map(PodCondition::status).filter("True"::equals).isPresent();
  }

  private Optional<PodCondition> condition(String type) {
    return pod.status().conditions().stream()
        .filter(condition -> type.equals(condition.type()))
        .findFirst();
  }

  private static String ending(ContainerStateTerminated end) {
    String word = end.reason();
    if (word != null && !word.isEmpty()) {
      return word;
    }
    return Column.orZero(end.signal()) == 0
        ? "ExitCode:" + Column.orZero(end.exitCode())
        : "Signal:" + end.signal();
  }

  private static Optional<String> waiting(@Nullable ContainerState state) {
    return state == null || state.waiting() == null
        ? Optional.empty()
        : Optional.ofNullable(state.waiting().reason()).filter(word -> !word.isEmpty());
  }

  private static @Nullable ContainerStateTerminated terminated(@Nullable ContainerState state) {
    return state == null ? null : state.terminated();
  }
}

package io.kubelette.api;

import io.kubelette.model.ContainerState;
import io.kubelette.model.ContainerStateTerminated;
import io.kubelette.model.ContainerStateWaiting;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.Event;
import io.kubelette.model.Pod;
import io.kubelette.model.PodCondition;
import io.kubelette.model.PodKey;
import io.kubelette.model.ResourceType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says in a line why a pod is not what somebody waits for: its state and its last warnings. */
final class PodExplanation {

  private static final int WARNINGS = 2;

  private PodExplanation() {}

  /** {@code default/web: Pending; container web waiting: ErrImagePull (…); warning Failed: …}. */
  static String of(Pod pod, ApiServer api) {
    List<String> parts = new ArrayList<>();
    parts.add(PodKey.of(pod) + ": " + phase(pod));
    if (pod.spec().nodeName() == null) {
      parts.add("no node" + reason(condition(pod, "PodScheduled")));
    }
    if (pod.metadata().deletionTimestamp() != null) {
      parts.add("being deleted");
    }
    Stream.of(pod.status().initContainerStatuses(), pod.status().containerStatuses())
        .flatMap(List::stream)
        .map(PodExplanation::container)
        .filter(text -> !text.isEmpty())
        .forEach(parts::add);
    warnings(pod, api).forEach(parts::add);
    return String.join("; ", parts);
  }

  private static String phase(Pod pod) {
    String phase = Objects.requireNonNullElse(pod.status().phase(), "no status yet");
    return phase + detail(pod.status().reason(), pod.status().message());
  }

  private static String container(ContainerStatus status) {
    ContainerState state = status.state();
    String name = "container " + status.name();
    if (state == null) {
      return "";
    }
    ContainerStateWaiting waiting = state.waiting();
    if (waiting != null) {
      return name + " waiting" + detail(waiting.reason(), waiting.message()) + lastEnd(status);
    }
    ContainerStateTerminated terminated = state.terminated();
    if (terminated != null) {
      return name + " ended" + ending(terminated);
    }
    return Boolean.TRUE.equals(status.ready()) ? "" : name + " running but not ready";
  }

  private static String lastEnd(ContainerStatus status) {
    ContainerState last = status.lastState();
    ContainerStateTerminated terminated = last == null ? null : last.terminated();
    return terminated == null ? "" : ", after it ended" + ending(terminated);
  }

  private static String ending(ContainerStateTerminated terminated) {
    return " with exit code "
        + terminated.exitCode()
        + detail(terminated.reason(), terminated.message());
  }

  private static List<String> warnings(Pod pod, ApiServer api) {
    String namespace = Objects.requireNonNullElse(pod.metadata().namespace(), "");
    List<Event> events =
        api.list(Query.of(ResourceType.EVENT).in(namespace).where(event -> warns(event, pod)))
            .items();
    return events.stream()
        .sorted(
            Comparator.comparing(
                Event::lastTimestamp, Comparator.nullsLast(Comparator.reverseOrder())))
        .limit(WARNINGS)
        .map(event -> "warning " + event.reason() + ": " + event.message())
        .toList();
  }

  private static boolean warns(Event event, Pod pod) {
    return "Warning".equals(event.type())
        && event.involvedObject() != null
        && Objects.equals(event.involvedObject().uid(), pod.metadata().uid());
  }

  private static @Nullable PodCondition condition(Pod pod, String type) {
    return pod.status().conditions().stream()
        .filter(each -> type.equals(each.type()))
        .findFirst()
        .orElse(null);
  }

  private static String reason(@Nullable PodCondition condition) {
    return condition == null ? "" : detail(condition.reason(), condition.message());
  }

  private static String detail(@Nullable String reason, @Nullable String message) {
    boolean hasReason = reason != null && !reason.isEmpty();
    boolean hasMessage = message != null && !message.isEmpty();
    return (hasReason ? ": " + reason : "") + (hasMessage ? " (" + message + ")" : "");
  }
}

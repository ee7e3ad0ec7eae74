package io.kubelette.simulation;

import io.kubelette.model.Container;
import io.kubelette.model.ContainerState;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.Pod;
import io.kubelette.model.PodStatus;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Pods in a line, for the trace. */
final class Brief {

  private Brief() {}

  static String spec(Pod pod) {
    return "%s grace=%d init=%s apps=%s"
        .formatted(
            pod.spec().restartPolicy(),
            pod.spec().terminationGracePeriodSeconds(),
            containers(pod.spec().initContainers()),
            containers(pod.spec().containers()));
  }

  private static String containers(List<Container> containers) {
    return containers.stream()
        .map(each -> each.name() + "=" + each.image() + " " + each.imagePullPolicy())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  static String status(PodStatus status) {
    String conditions =
        status.conditions().stream()
            .filter(each -> "True".equals(each.status()))
            .map(each -> String.valueOf(each.type()))
            .collect(Collectors.joining(" "));
    return "%s init=%s apps=%s %s"
        .formatted(
            status.phase(),
            statuses(status.initContainerStatuses()),
            statuses(status.containerStatuses()),
            conditions);
  }

  private static String statuses(List<ContainerStatus> statuses) {
    return statuses.stream().map(Brief::status).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String status(ContainerStatus status) {
    return "%s#%d %s was %s %s"
        .formatted(
            status.name(),
            status.restartCount(),
            state(status.state()),
            state(status.lastState()),
            status.containerID());
  }

  private static String state(@Nullable ContainerState state) {
    if (state == null) {
      return "nothing";
    }
    if (state.running() != null) {
      return "running";
    }
    if (state.terminated() != null) {
      return state.terminated().reason() + " " + state.terminated().exitCode();
    }
    return state.waiting() == null ? "nothing" : String.valueOf(state.waiting().reason());
  }
}

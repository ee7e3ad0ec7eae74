package io.kubelette.fit;

import io.kubelette.model.Container;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.Pod;
import io.kubelette.model.PodSpec;
import io.kubelette.model.ResourceRequirements;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a node has set aside for a pod, which may ask for other amounts by now. Pure. */
public final class AllocatedPod {

  private AllocatedPod() {}

  /** The pod with the amounts that its status tells, as it was when its node last agreed. */
  public static Pod of(Pod pod) {
    List<ContainerStatus> told =
        Stream.concat(
                pod.status().initContainerStatuses().stream(),
                pod.status().containerStatuses().stream())
            .filter(each -> !each.allocatedResources().isEmpty())
            .toList();
    if (told.isEmpty()) {
      return pod;
    }
    PodSpec spec = pod.spec();
    PodSpec own =
        spec.withContainers(of(spec.containers(), told))
            .withInitContainers(of(spec.initContainers(), told));
    return own.equals(spec) ? pod : pod.withSpec(own);
  }

  private static List<Container> of(List<Container> containers, List<ContainerStatus> told) {
    return containers.stream()
        .map(
            container ->
                told.stream()
                    .filter(each -> Objects.equals(each.name(), container.name()))
                    .findFirst()
                    .map(each -> container.withResources(of(container.resources(), each)))
                    .orElse(container))
        .toList();
  }

  private static @Nullable ResourceRequirements of(
      @Nullable ResourceRequirements wanted, ContainerStatus told) {
    ResourceRequirements actual = told.resources();
    return wanted == null || actual == null
        ? wanted
        : wanted.withRequests(told.allocatedResources()).withLimits(actual.limits());
  }
}

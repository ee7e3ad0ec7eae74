package io.kubelette.api;

import io.kubelette.api.PodLogQuery.Attempt;
import io.kubelette.model.Container;
import io.kubelette.model.ContainerState;
import io.kubelette.model.ContainerStateTerminated;
import io.kubelette.model.ContainerStateWaiting;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.Pod;
import io.kubelette.model.PodSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which container of the runtime a request for a pod's container means, by the pod's status; the
 * refusals are those of Kubernetes 1.32. Pure.
 */
public final class ContainerChoice {

  private static final String DEFAULT = "kubectl.kubernetes.io/default-container";

  private final Pod pod;
  private final String podName;
  private final String container;

  private ContainerChoice(Pod pod, String container) {
    this.pod = pod;
    this.podName = String.valueOf(pod.metadata().name());
    this.container = container;
  }

  /** The container of that name, or for null the only one or the default one. */
  public static ContainerChoice of(Pod pod, @Nullable String wanted) {
    List<String> names = names(pod.spec()).toList();
    String podName = String.valueOf(pod.metadata().name());
    String chosen = wanted == null || wanted.isEmpty() ? byDefault(pod) : wanted;
    if (chosen == null) {
      String list =
          String.join(" ", pod.spec().containers().stream().map(Container::name).toList());
      throw badRequest(
          "a container name must be specified for pod %s, choose one of: [%s]"
              .formatted(podName, list));
    }
    if (!names.contains(chosen)) {
      throw badRequest("container %s is not valid for pod %s".formatted(chosen, podName));
    }
    return new ContainerChoice(pod, chosen);
  }

  /** Its name. */
  public String name() {
    return container;
  }

  /** The id of the container that runs. */
  public String runningId() {
    String phase = pod.status().phase();
    if ("Succeeded".equals(phase) || "Failed".equals(phase)) {
      throw badRequest(
          "cannot exec into a container in a completed pod; current phase is " + phase);
    }
    return status()
        .filter(status -> status.state() != null && status.state().running() != null)
        .flatMap(status -> id(status.containerID()))
        .orElseThrow(
            () ->
                new ApiException(
                    ApiException.Kind.NOT_FOUND, "container not found (\"" + container + "\")"));
  }

  /** The id of the container whose log is wanted. */
  public String loggedId(Attempt attempt) {
    ContainerStatus status = status().orElseThrow(() -> notAvailable("is not available"));
    Optional<String> previous =
        terminated(status.lastState()).flatMap(end -> id(end.containerID()));
    if (attempt == Attempt.PREVIOUS) {
      return previous.orElseThrow(
          () ->
              badRequest(
                  "previous terminated container \"%s\" in pod \"%s\" not found"
                      .formatted(container, podName)));
    }
    if (status.state() != null && status.state().running() != null) {
      return id(status.containerID()).orElseThrow(() -> notAvailable("is not available"));
    }
    return terminated(status.state())
        .flatMap(end -> id(end.containerID()))
        .or(() -> previous)
        .orElseThrow(() -> notAvailable(whyWaiting(status)));
  }

  private static String whyWaiting(ContainerStatus status) {
    ContainerStateWaiting waiting = status.state() == null ? null : status.state().waiting();
    if (waiting == null) {
      return "is not available";
    }
    String reason = String.valueOf(waiting.reason());
    return "is waiting to start: "
        + switch (reason) {
          case "ErrImagePull" -> "image can't be pulled";
          case "ImagePullBackOff" -> "trying and failing to pull image";
          default -> reason;
        };
  }

  private ApiException notAvailable(String why) {
    return badRequest("container \"%s\" in pod \"%s\" %s".formatted(container, podName, why));
  }

  private Optional<ContainerStatus> status() {
    return Stream.of(
            pod.status().containerStatuses(),
            pod.status().initContainerStatuses(),
            pod.status().ephemeralContainerStatuses())
        .flatMap(List::stream)
        .filter(status -> container.equals(status.name()))
        .findFirst();
  }

  private static @Nullable String byDefault(Pod pod) {
    String annotated = pod.metadata().annotations().get(DEFAULT);
    if (annotated != null) {
      return annotated;
    }
    List<Container> containers = pod.spec().containers();
    return containers.size() == 1 ? containers.get(0).name() : null;
  }

  private static Stream<String> names(PodSpec spec) {
    return Stream.of(
            spec.containers().stream().map(Container::name),
            spec.initContainers().stream().map(Container::name),
            spec.ephemeralContainers().stream().map(debug -> debug.name()))
        .flatMap(each -> each)
        .map(String::valueOf);
  }

  private static Optional<ContainerStateTerminated> terminated(@Nullable ContainerState state) {
    return Optional.ofNullable(state).map(ContainerState::terminated);
  }

  /** What follows the runtime's name in an id such as {@code docker://4f6a}. */
  private static Optional<String> id(@Nullable String containerId) {
    return Optional.ofNullable(containerId)
        .map(id -> id.substring(id.indexOf("://") < 0 ? 0 : id.indexOf("://") + 3))
        .filter(id -> !id.isEmpty());
  }

  private static ApiException badRequest(String message) {
    return new ApiException(ApiException.Kind.BAD_REQUEST, message);
  }
}

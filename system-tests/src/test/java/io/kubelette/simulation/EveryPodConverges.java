package io.kubelette.simulation;

import io.kubelette.model.ContainerStatus;
import io.kubelette.model.Pod;
import io.kubelette.model.PodCondition;
import io.kubelette.model.PodStatus;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedContainer.State;
import io.kubelette.runtime.PodObservation;
import io.kubelette.store.WatchEvent;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * After quiet every pod is as its spec says: runs, or has ended as its restart policy allows, and
 * its status tells what the engine shows; deleted pods are gone. A pod that the script keeps broken
 * says what it waits for, and is well again once the script is mended.
 */
final class EveryPodConverges implements Invariant {

  private static final Set<String> TELLING =
      Set.of(
          "CrashLoopBackOff",
          "ImagePullBackOff",
          "ErrImagePull",
          "ErrImageNeverPull",
          "ImageInspectError",
          "InvalidImageName",
          "CreateContainerError",
          "RunContainerError",
          "PostStartHookError",
          "ContainerCreating",
          "PodInitializing",
          // Created and not started yet (Kubernetes).
          "null");

  private final World world;

  EveryPodConverges(World world) {
    this.world = world;
  }

  @Override
  public void reached(Stage stage) {
    if (stage != Stage.QUIET && stage != Stage.HEALED) {
      return;
    }
    for (Pod pod : world.users.pods()) {
      boolean excused = stage == Stage.QUIET && world.script.breaks(pod);
      Optional<String> fault = excused ? Optional.empty() : unsettled(pod);
      fault.ifPresent(
          why ->
              world.broken(
                  this,
                  String.valueOf(pod.metadata().name()),
                  why + ": " + Brief.status(pod.status())));
    }
  }

  @Override
  public void changed(WatchEvent<Pod> change) {
    statuses(change.object().status())
        .filter(each -> each.state() != null && each.state().waiting() != null)
        .map(each -> String.valueOf(each.state().waiting().reason()))
        .filter(reason -> !TELLING.contains(reason))
        .findFirst()
        .ifPresent(
            reason ->
                world.broken(
                    this,
                    String.valueOf(change.object().metadata().name()),
                    "waits for '" + reason + "'"));
  }

  private Optional<String> unsettled(Pod pod) {
    if (pod.metadata().deletionTimestamp() != null) {
      return Optional.of("is still being deleted");
    }
    return switch (String.valueOf(pod.status().phase())) {
      case "Running" -> badRun(pod);
      case "Succeeded", "Failed" -> badEnd(pod);
      default -> Optional.of("has not begun");
    };
  }

  private Optional<String> badRun(Pod pod) {
    boolean always = "Always".equals(pod.spec().restartPolicy()) && !OwnRules.has(pod);
    PodObservation seen = world.observe(pod);
    if (pod.status().containerStatuses().size() != pod.spec().containers().size()) {
      return Optional.of("lacks container statuses");
    }
    if (pod.status().containerStatuses().stream().noneMatch(EveryPodConverges::runs)) {
      return Optional.of("is Running without a running container");
    }
    if (always && !isReady(pod)) {
      return Optional.of("is not ready");
    }
    return pod.status().containerStatuses().stream()
        .flatMap(status -> badContainer(pod, status, seen).stream())
        .findFirst();
  }

  private static Optional<String> badContainer(
      Pod pod, ContainerStatus status, PodObservation seen) {
    String name = String.valueOf(status.name());
    ObservedContainer newest =
        seen.containers().stream().filter(c -> c.name().equals(name)).findFirst().orElse(null);
    boolean over = status.state() != null && status.state().terminated() != null;
    if (newest == null) {
      // What was told to have ended for good is not run again when it is removed by others.
      return over ? Optional.empty() : Optional.of(name + " does not exist in the engine");
    }
    if (runs(status) != (newest.state() == State.RUNNING)) {
      return Optional.of(name + " is " + newest.state() + " in the engine");
    }
    if (runs(status) && !newest.image().equals(Desires.image(pod, name))) {
      return Optional.of(name + " runs image " + newest.image());
    }
    if (!String.valueOf(status.containerID()).endsWith(newest.id())) {
      return Optional.of(name + " is container " + newest.id());
    }
    return runs(status) || over ? Optional.empty() : Optional.of(name + " waits");
  }

  private Optional<String> badEnd(Pod pod) {
    String policy = String.valueOf(pod.spec().restartPolicy());
    boolean succeeded = "Succeeded".equals(pod.status().phase());
    boolean vanished = world.script.hasLostContainers(pod);
    boolean allowed =
        OwnRules.has(pod) // Which of them may end is RulesDecideRestarts' part.
            || policy.equals("Never")
            || (policy.equals("OnFailure") && (succeeded || vanished));
    return allowed ? Optional.empty() : Optional.of("has ended under policy " + policy);
  }

  private static boolean isReady(Pod pod) {
    return pod.status().conditions().stream()
        .filter(condition -> "Ready".equals(condition.type()))
        .map(PodCondition::status)
        .anyMatch("True"::equals);
  }

  private static boolean runs(ContainerStatus status) {
    return status.state() != null && status.state().running() != null;
  }

  private static Stream<ContainerStatus> statuses(PodStatus status) {
    return Stream.concat(
        status.initContainerStatuses().stream(), status.containerStatuses().stream());
  }
}

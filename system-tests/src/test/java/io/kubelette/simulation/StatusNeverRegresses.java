package io.kubelette.simulation;

import io.kubelette.model.ContainerState;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.Pod;
import io.kubelette.model.PodStatus;
import io.kubelette.store.WatchEvent;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Restart counts never fall and rise with every new container, a terminal phase stays and nothing
 * runs under it, a pod that ran is not pending again, and its start time stays.
 */
final class StatusNeverRegresses implements Invariant {

  private final World world;

  StatusNeverRegresses(World world) {
    this.world = world;
  }

  @Override
  public void changed(WatchEvent<Pod> change) {
    Pod now = change.object();
    Pod before = change.before();
    if (before == null || !Objects.equals(before.metadata().uid(), now.metadata().uid())) {
      return;
    }
    phase(before, now).ifPresent(why -> broken(now, why));
    all(now.status()).forEach(status -> container(before, now, status));
    boolean moved =
        before.status().startTime() != null
            && !before.status().startTime().equals(now.status().startTime());
    if (moved) {
      broken(now, "startTime moved to " + now.status().startTime());
    }
  }

  private static Optional<String> phase(Pod before, Pod now) {
    String then = String.valueOf(before.status().phase());
    String phase = String.valueOf(now.status().phase());
    if (isTerminal(then) && !phase.equals(then)) {
      return Optional.of("phase " + then + " became " + phase);
    }
    // Init containers run anew in a new sandbox, and the pod is pending meanwhile (Kubernetes).
    boolean mayWaitAgain = !now.spec().initContainers().isEmpty();
    if (then.equals("Running") && phase.equals("Pending") && !mayWaitAgain) {
      return Optional.of("phase Running became Pending");
    }
    boolean runs = all(now.status()).anyMatch(StatusNeverRegresses::isRunning);
    return isTerminal(phase) && runs
        ? Optional.of("a container runs in phase " + phase)
        : Optional.empty();
  }

  private void container(Pod before, Pod now, ContainerStatus status) {
    ContainerStatus then =
        all(before.status())
            .filter(each -> Objects.equals(each.name(), status.name()))
            .findFirst()
            .orElse(null);
    if (then == null) {
      return;
    }
    int count = count(status);
    if (count < count(then)) {
      broken(now, status.name() + ": restartCount fell from " + count(then) + " to " + count);
    }
    // Where the newest container was removed by others, the one before it is shown again.
    boolean another =
        isRunning(status)
            && then.containerID() != null
            && !then.containerID().equals(status.containerID());
    boolean raced = world.script.hasLostContainers(now);
    if (another && !raced && ran(then.state()) && count == count(then)) {
      broken(now, status.name() + ": another container, but restartCount is still " + count);
    }
  }

  private void broken(Pod pod, String why) {
    world.broken(this, String.valueOf(pod.metadata().name()), why);
  }

  private static boolean isRunning(ContainerStatus status) {
    return status.state() != null && status.state().running() != null;
  }

  private static boolean ran(@Nullable ContainerState state) {
    return state != null && (state.running() != null || state.terminated() != null);
  }

  private static int count(ContainerStatus status) {
    return status.restartCount() == null ? 0 : status.restartCount();
  }

  private static Stream<ContainerStatus> all(PodStatus status) {
    return Stream.concat(
        status.initContainerStatuses().stream(), status.containerStatuses().stream());
  }

  static boolean isTerminal(String phase) {
    return phase.equals("Succeeded") || phase.equals("Failed");
  }
}

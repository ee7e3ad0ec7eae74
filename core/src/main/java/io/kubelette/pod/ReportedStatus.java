package io.kubelette.pod;

import io.kubelette.model.ContainerStatus;
import io.kubelette.model.PodCondition;
import io.kubelette.model.PodStatus;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The status that is written over the one that the API has. Pure.
 *
 * <p>A worker does not know all that it has told: the answer of a write may be lost or under way
 * while the next status is worked out. So what has been told once is not taken back here: the start
 * time and a terminal phase stay, a pod that ran is not pending again, restart counts do not fall.
 */
final class ReportedStatus {

  private ReportedStatus() {}

  /** Conditions of other types belong to others and stay; they come first, as in Kubernetes. */
  static PodStatus over(PodStatus current, PodStatus own) {
    List<PodCondition> told = own.conditions().stream().filter(PodConditions::mayTell).toList();
    List<@Nullable String> types = told.stream().map(PodCondition::type).toList();
    Stream<PodCondition> foreign =
        current.conditions().stream()
            .filter(c -> !PodConditions.isOwn(c) && !types.contains(c.type()));
    return own.withConditions(Stream.concat(foreign, told.stream()).toList())
        .withStartTime(current.startTime() == null ? own.startTime() : current.startTime())
        .withPhase(phase(current.phase(), own))
        .withInitContainerStatuses(
            counted(current.initContainerStatuses(), own.initContainerStatuses()))
        .withContainerStatuses(counted(current.containerStatuses(), own.containerStatuses()));
  }

  /** Only a pod whose init containers run anew waits again (Kubernetes). */
  private static @Nullable String phase(@Nullable String current, PodStatus own) {
    boolean goesBack =
        PodPhases.RUNNING.equals(current)
            && PodPhases.PENDING.equals(own.phase())
            && own.initContainerStatuses().isEmpty();
    return goesBack || PodPhases.isTerminal(current) ? current : own.phase();
  }

  private static List<ContainerStatus> counted(
      List<ContainerStatus> current, List<ContainerStatus> own) {
    return own.stream().map(status -> counted(status, current)).toList();
  }

  private static ContainerStatus counted(ContainerStatus own, List<ContainerStatus> current) {
    return current.stream()
        .filter(told -> Objects.equals(told.name(), own.name()) && count(told) > count(own))
        .findFirst()
        .map(told -> own.withRestartCount(told.restartCount()))
        .orElse(own);
  }

  private static int count(ContainerStatus status) {
    return status.restartCount() == null ? 0 : status.restartCount();
  }
}

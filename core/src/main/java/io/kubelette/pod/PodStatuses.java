package io.kubelette.pod;

import io.kubelette.model.ContainerStatus;
import io.kubelette.model.HostIP;
import io.kubelette.model.Pod;
import io.kubelette.model.PodIP;
import io.kubelette.model.PodStatus;
import io.kubelette.model.PodStatusBuilder;
import io.kubelette.runtime.ObservedSandbox;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The status of a pod, as its node publishes it. Pure. */
final class PodStatuses {

  private PodStatuses() {}

  static PodStatus of(PodTurn turn, List<ContainerOutlook> outlooks) {
    PodStatus before = turn.memory().latestStatus();
    PodStatus base = before == null ? PodStatus.EMPTY : before;
    Ending ending = turn.desire().ending();
    boolean nothingRan =
        turn.memory().lifecycle() == PodLifecycle.TERMINATED && isUntouched(outlooks);
    if (nothingRan && PodPhases.isTerminal(base.phase())) {
      return base;
    }
    if (nothingRan && ending != null && ending.kind() == Ending.Kind.REJECTION) {
      return rejected(turn, base, ending);
    }
    Pod pod = turn.pod().orElse(null);
    String phase = phase(turn, outlooks, base.phase());
    String podIP = podIP(turn, base);
    String hostIP = turn.context().node().address();
    ContainerStatuses containers = new ContainerStatuses(turn, outlooks);
    PodStatus status =
        PodStatusBuilder.builder(base)
            .observedGeneration(pod == null ? null : pod.metadata().generation())
            .phase(phase)
            .conditions(new PodConditions(turn, outlooks, phase).all())
            .hostIP(hostIP)
            .hostIPs(List.of(new HostIP(hostIP)))
            .podIP(podIP)
            .podIPs(podIP == null ? List.of() : List.of(new PodIP(podIP)))
            .startTime(
                base.startTime() == null ? ContainerStatuses.seconds(turn.now()) : base.startTime())
            .initContainerStatuses(
                outlooks.stream()
                    .filter(o -> o.container().role() != ContainerRole.APP)
                    .map(containers::of)
                    .toList())
            .containerStatuses(
                PodPhases.in(outlooks, ContainerRole.APP).stream()
                    .map(containers::of)
                    .sorted(Comparator.comparing(ContainerStatus::name))
                    .toList())
            .build();
    boolean failsNow = PodPhases.isTerminal(phase) && !PodPhases.isTerminal(base.phase());
    return ending != null && failsNow
        ? status.withReason(ending.reason()).withMessage(ending.message())
        : status;
  }

  /** Whether the runtime shows no container. */
  private static boolean isUntouched(List<ContainerOutlook> outlooks) {
    return outlooks.stream().allMatch(outlook -> outlook.newest() == null);
  }

  /** Kubernetes: a pod that its node does not take has no containers and no conditions of it. */
  private static PodStatus rejected(PodTurn turn, PodStatus base, Ending ending) {
    return PodStatus.EMPTY
        .withObservedGeneration(turn.pod().map(pod -> pod.metadata().generation()).orElse(null))
        .withQosClass(base.qosClass())
        .withPhase(PodPhases.FAILED)
        .withReason(ending.reason())
        .withMessage(ending.message())
        .withStartTime(ContainerStatuses.seconds(turn.now()));
  }

  /**
   * A terminal phase stays, and is not told while a container may still run. A pod whose containers
   * all ran once never is pending again, even if what is left of one was removed behind our back.
   */
  private static String phase(
      PodTurn turn, List<ContainerOutlook> outlooks, @Nullable String before) {
    if (PodPhases.isTerminal(before)) {
      return before;
    }
    return switch (turn.memory().lifecycle()) {
      case SYNCING -> PodPhases.RUNNING.equals(before) ? before : PodPhases.living(outlooks);
      case TERMINATING -> before == null ? PodPhases.PENDING : before;
      case TERMINATED ->
          turn.desire().ending() == null ? PodPhases.ended(outlooks) : PodPhases.FAILED;
    };
  }

  private static @Nullable String podIP(PodTurn turn, PodStatus base) {
    ObservedSandbox sandbox = new Sightings(turn.observed()).readySandbox();
    if (sandbox != null) {
      return sandbox.address();
    }
    boolean ending = turn.memory().lifecycle() != PodLifecycle.SYNCING;
    return ending ? base.podIP() : null;
  }
}

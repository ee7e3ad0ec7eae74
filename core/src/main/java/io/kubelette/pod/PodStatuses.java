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
    Pod pod = turn.pod().orElse(null);
    String phase = phase(turn, outlooks, base.phase());
    String podIP = podIP(turn, base);
    String hostIP = turn.context().node().address();
    ContainerStatuses containers = new ContainerStatuses(turn, outlooks);
    return PodStatusBuilder.builder(base)
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
      case TERMINATED -> PodPhases.ended(outlooks);
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

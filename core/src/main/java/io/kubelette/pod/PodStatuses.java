package io.kubelette.pod;

import io.kubelette.model.ContainerStatus;
import io.kubelette.model.HostIP;
import io.kubelette.model.Pod;
import io.kubelette.model.PodIP;
import io.kubelette.model.PodStatus;
import io.kubelette.model.PodStatusBuilder;
import io.kubelette.runtime.ObservedSandbox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The status of a pod, as its node publishes it. Pure. */
final class PodStatuses {

  private PodStatuses() {}

  static PodStatus of(PodTurn turn, List<ContainerOutlook> outlooks) {
    PodStatus before = turn.memory().latestStatus();
    PodStatus base = before == null ? PodStatus.EMPTY : before;
    Ending ending = turn.ending();
    boolean nothingRan =
        turn.memory().lifecycle() == PodLifecycle.TERMINATED
            && turn.observed().containers().isEmpty();
    if (nothingRan && PodPhases.isTerminal(base.phase())) {
      return base;
    }
    if (nothingRan && ending != null && ending.kind() == Ending.Kind.REJECTION) {
      return rejected(turn, base, ending);
    }
    return worked(turn, outlooks, base);
  }

  private static PodStatus worked(PodTurn turn, List<ContainerOutlook> outlooks, PodStatus base) {
    Pod pod = turn.desire().pod();
    List<ContainerStatus> inits = new ArrayList<>();
    List<ContainerStatus> apps = new ArrayList<>();
    List<ContainerStatus> ephemerals = new ArrayList<>();
    ContainerStatuses containers = new ContainerStatuses(turn, outlooks);
    for (ContainerOutlook outlook : outlooks) {
      List<ContainerStatus> list =
          switch (outlook.container().role()) {
            case INIT, SIDECAR -> inits;
            case APP -> apps;
            case EPHEMERAL -> ephemerals;
          };
      list.add(containers.of(outlook));
    }
    apps.sort(Comparator.comparing(ContainerStatus::name));
    ephemerals.sort(Comparator.comparing(ContainerStatus::name));
    String phase = phase(turn, outlooks, apps);
    boolean failsNow = PodPhases.isTerminal(phase) && !PodPhases.isTerminal(base.phase());
    Ending ending = failsNow ? turn.ending() : null;
    String podIP = podIP(turn, base);
    String hostIP = turn.context().node().address();
    return PodStatusBuilder.builder(base)
        .observedGeneration(pod == null ? null : pod.metadata().generation())
        .phase(phase)
        .reason(ending == null ? base.reason() : ending.reason())
        .message(ending == null ? base.message() : ending.message())
        .conditions(new PodConditions(turn, outlooks, phase).all())
        .hostIP(hostIP)
        .hostIPs(List.of(new HostIP(hostIP)))
        .podIP(podIP)
        .podIPs(podIP == null ? List.of() : List.of(new PodIP(podIP)))
        .startTime(
            base.startTime() == null ? ContainerStatuses.seconds(turn.now()) : base.startTime())
        .initContainerStatuses(inits)
        .containerStatuses(apps)
        .ephemeralContainerStatuses(ephemerals)
        .build();
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

  /** A terminal phase stays, and is not told while a container may still run. */
  private static String phase(
      PodTurn turn, List<ContainerOutlook> outlooks, List<ContainerStatus> apps) {
    PodStatus told = turn.memory().latestStatus();
    String before = told == null ? null : told.phase();
    if (PodPhases.isTerminal(before)) {
      return before;
    }
    return switch (turn.memory().lifecycle()) {
      case SYNCING -> PodPhases.living(outlooks, apps);
      case TERMINATING -> before == null ? PodPhases.PENDING : before;
      case TERMINATED -> turn.ending() == null ? PodPhases.ended(outlooks) : PodPhases.FAILED;
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

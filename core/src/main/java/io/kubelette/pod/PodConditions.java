package io.kubelette.pod;

import io.kubelette.model.Pod;
import io.kubelette.model.PodCondition;
import io.kubelette.model.PodConditionBuilder;
import io.kubelette.model.PodReadinessGate;
import io.kubelette.model.PodStatus;
import io.kubelette.runtime.ObservedContainer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The conditions of a pod that its node writes. Pure. */
final class PodConditions {

  private static final String READY_TO_START = "PodReadyToStartContainers";
  private static final String INITIALIZED = "Initialized";
  private static final String READY = "Ready";
  private static final String CONTAINERS_READY = "ContainersReady";
  private static final String SCHEDULED = "PodScheduled";
  private static final String RESIZE_PENDING = "PodResizePending";
  private static final String RESTARTING = "AllContainersRestarting";
  private static final String RESIZING = "PodResizeInProgress";

  /** Written by a node that makes a pod leave, and by others who do. */
  private static final String DISRUPTION = "DisruptionTarget";

  /** The types that a node always writes; conditions of other types belong to others. */
  static final List<String> OWN =
      List.of(READY_TO_START, INITIALIZED, READY, CONTAINERS_READY, SCHEDULED);

  /** Those that a node writes only where there is something to tell. */
  private static final List<String> PASSING = List.of(RESIZE_PENDING, RESIZING, RESTARTING);

  /** Whether it belongs to the node alone. */
  static boolean isOwn(PodCondition condition) {
    return OWN.contains(condition.type()) || PASSING.contains(condition.type());
  }

  /** The conditions that others write. */
  static List<PodCondition> foreign(PodStatus status) {
    return status.conditions().stream().filter(condition -> !isOwn(condition)).toList();
  }

  /** Whether a node may write it; what it only found in a pod's status it may not. */
  static boolean mayTell(PodCondition condition) {
    return isOwn(condition) || DISRUPTION.equals(condition.type());
  }

  /**
   * Whether a condition holds and, if not, why.
   *
   * @param reason null where there is nothing to explain
   */
  private record Verdict(boolean holds, @Nullable String reason, @Nullable String message) {

    static final Verdict TRUE = new Verdict(true, null, null);

    static Verdict because(boolean holds, String reason) {
      return new Verdict(holds, reason, null);
    }
  }

  private final PodTurn turn;
  private final List<ContainerOutlook> outlooks;
  private final String phase;

  PodConditions(PodTurn turn, List<ContainerOutlook> outlooks, String phase) {
    this.turn = turn;
    this.outlooks = outlooks;
    this.phase = phase;
  }

  /** In the order in which Kubernetes writes them. */
  List<PodCondition> all() {
    boolean sandbox = new Sightings(turn.observed()).readySandbox() != null;
    Verdict containersReady = containersReady();
    List<PodCondition> all = new ArrayList<>(OWN.size() + 1);
    addResize(all);
    Ending ending = turn.ending();
    if (ending != null && ending.kind() == Ending.Kind.DISRUPTION) {
      all.add(
          condition(DISRUPTION, new Verdict(true, "TerminationByKubelet", ending.disruption())));
    }
    if (Anew.anyMayAsk(turn.desire().containers())) {
      all.add(condition(RESTARTING, restarting()));
    }
    all.add(condition(READY_TO_START, new Verdict(sandbox, null, null)));
    all.add(condition(INITIALIZED, initialized()));
    all.add(condition(READY, containersReady.holds() ? gates() : containersReady));
    all.add(condition(CONTAINERS_READY, containersReady));
    all.add(condition(SCHEDULED, Verdict.TRUE));
    return all;
  }

  /** Of a pod in which one container can make all restart. */
  private Verdict restarting() {
    if (PodPhases.isTerminal(phase)) {
      return Verdict.because(
          false, phase.equals(PodPhases.SUCCEEDED) ? "PodCompleted" : "PodFailed");
    }
    return new Verdict(turn.memory().anew().isUnderWay(outlooks), null, null);
  }

  private void addResize(List<PodCondition> all) {
    Rejection pending = turn.desire().pendingResize();
    if (turn.memory().lifecycle() != PodLifecycle.SYNCING) {
      return;
    }
    if (pending != null) {
      all.add(condition(RESIZE_PENDING, new Verdict(true, pending.reason(), pending.message())));
    }
    ContainerOutlook due = null;
    String failure = null;
    for (ContainerOutlook outlook : outlooks) {
      ObservedContainer newest = outlook.newest();
      boolean runs = newest != null && newest.state() == ObservedContainer.State.RUNNING;
      if (runs && failure == null && Resizing.isDue(turn, outlook.container(), newest)) {
        due = outlook;
        failure = Resizing.failure(turn, outlook.container(), newest);
      }
    }
    if (due != null) {
      String reason = failure == null ? null : "Error";
      all.add(condition(RESIZING, new Verdict(true, reason, failure)));
    }
  }

  /** Whether the conditions hold that others must write before the pod counts as ready. */
  private Verdict gates() {
    Pod pod = turn.pod().orElse(null);
    if (pod == null || pod.spec().readinessGates().isEmpty()) {
      return Verdict.TRUE;
    }
    List<String> closed = new ArrayList<>();
    for (PodReadinessGate gate : pod.spec().readinessGates()) {
      String status = statusOf(pod, gate);
      if (status == null) {
        closed.add(
            "corresponding condition of pod readiness gate \"%s\" does not exist."
                .formatted(gate.conditionType()));
      } else if (!status.equals("True")) {
        closed.add(
            "the status of pod readiness gate \"%s\" is not \"True\", but %s"
                .formatted(gate.conditionType(), status));
      }
    }
    return closed.isEmpty()
        ? Verdict.TRUE
        : new Verdict(false, "ReadinessGatesNotReady", String.join(", ", closed));
  }

  private static @Nullable String statusOf(Pod pod, PodReadinessGate gate) {
    for (PodCondition condition : pod.status().conditions()) {
      if (Objects.equals(gate.conditionType(), condition.type())) {
        return String.valueOf(condition.status());
      }
    }
    return null;
  }

  private Verdict initialized() {
    if (phase.equals(PodPhases.SUCCEEDED)) {
      return Verdict.because(true, "PodCompleted");
    }
    if (PodPhases.wasInitialized(outlooks)) {
      return Verdict.TRUE;
    }
    String waiting = names(o -> o.isOfInitOrder() && !o.letsNextBegin());
    return new Verdict(
        false, "ContainersNotInitialized", "containers with incomplete status: [" + waiting + "]");
  }

  private Verdict containersReady() {
    if (PodPhases.isTerminal(phase)) {
      boolean well = phase.equals(PodPhases.SUCCEEDED);
      return Verdict.because(false, well ? "PodCompleted" : "PodFailed");
    }
    String unready = names(o -> counts(o) && !o.health().ready());
    return unready.isEmpty()
        ? Verdict.TRUE
        : new Verdict(
            false, "ContainersNotReady", "containers with unready status: [" + unready + "]");
  }

  private static boolean counts(ContainerOutlook outlook) {
    ContainerRole role = outlook.container().role();
    return role == ContainerRole.APP || role == ContainerRole.SIDECAR;
  }

  private String names(Predicate<ContainerOutlook> filter) {
    StringJoiner names = new StringJoiner(" ");
    for (ContainerOutlook outlook : outlooks) {
      if (filter.test(outlook)) {
        names.add(outlook.container().name());
      }
    }
    return names.toString();
  }

  /** The condition as it was told before if nothing of it changed: most turns change nothing. */
  private PodCondition condition(String type, Verdict verdict) {
    String status = verdict.holds() ? "True" : "False";
    Pod pod = turn.desire().pod();
    Long generation = pod == null ? null : pod.metadata().generation();
    PodCondition told = told(type);
    boolean since = told != null && status.equals(told.status());
    Instant transition = since ? told.lastTransitionTime() : null;
    if (transition != null
        && told.lastProbeTime() == null
        && Objects.equals(told.observedGeneration(), generation)
        && Objects.equals(told.reason(), verdict.reason())
        && Objects.equals(told.message(), verdict.message())) {
      return told;
    }
    return PodConditionBuilder.builder()
        .type(type)
        .observedGeneration(generation)
        .status(status)
        .reason(verdict.reason())
        .message(verdict.message())
        .lastTransitionTime(transition == null ? ContainerStatuses.seconds(turn.now()) : transition)
        .build();
  }

  private @Nullable PodCondition told(String type) {
    PodStatus told = turn.memory().latestStatus();
    if (told != null) {
      for (PodCondition condition : told.conditions()) {
        if (type.equals(condition.type())) {
          return condition;
        }
      }
    }
    return null;
  }
}

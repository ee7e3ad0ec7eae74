package io.kubelette.pod;

import io.kubelette.model.PodCondition;
import io.kubelette.model.PodConditionBuilder;
import io.kubelette.model.PodStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The conditions of a pod that its node writes. Pure. */
final class PodConditions {

  private static final String READY_TO_START = "PodReadyToStartContainers";
  private static final String INITIALIZED = "Initialized";
  private static final String READY = "Ready";
  private static final String CONTAINERS_READY = "ContainersReady";
  private static final String SCHEDULED = "PodScheduled";

  /** Written by a node that makes a pod leave, and by others who do. */
  private static final String DISRUPTION = "DisruptionTarget";

  /** The types that a node writes; conditions of other types belong to others. */
  static final List<String> OWN =
      List.of(READY_TO_START, INITIALIZED, READY, CONTAINERS_READY, SCHEDULED);

  /** Whether a node may write it; what it only found in a pod's status it may not. */
  static boolean mayTell(PodCondition condition) {
    return OWN.contains(condition.type()) || DISRUPTION.equals(condition.type());
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

  List<PodCondition> all() {
    boolean sandbox = new Sightings(turn.observed()).readySandbox() != null;
    Verdict ready = containersReady();
    List<PodCondition> all = new ArrayList<>(disruption());
    all.addAll(
        List.of(
            condition(READY_TO_START, new Verdict(sandbox, null, null)),
            condition(INITIALIZED, initialized()),
            condition(READY, ready),
            condition(CONTAINERS_READY, ready),
            condition(SCHEDULED, Verdict.TRUE)));
    return List.copyOf(all);
  }

  /** That the node makes the pod leave, where it does. */
  private List<PodCondition> disruption() {
    Ending ending = turn.desire().ending();
    return ending == null || ending.kind() != Ending.Kind.DISRUPTION
        ? List.of()
        : List.of(
            condition(DISRUPTION, new Verdict(true, "TerminationByKubelet", ending.message())));
  }

  private Verdict initialized() {
    if (phase.equals(PodPhases.SUCCEEDED)) {
      return Verdict.because(true, "PodCompleted");
    }
    if (PodPhases.wasInitialized(outlooks)) {
      return Verdict.TRUE;
    }
    String waiting = names(o -> !o.letsNextBegin());
    return new Verdict(
        false, "ContainersNotInitialized", "containers with incomplete status: [" + waiting + "]");
  }

  private Verdict containersReady() {
    if (PodPhases.isTerminal(phase)) {
      boolean well = phase.equals(PodPhases.SUCCEEDED);
      return Verdict.because(false, well ? "PodCompleted" : "PodFailed");
    }
    String unready = names(o -> o.container().role() != ContainerRole.INIT && !o.isRunning());
    return unready.isEmpty()
        ? Verdict.TRUE
        : new Verdict(
            false, "ContainersNotReady", "containers with unready status: [" + unready + "]");
  }

  private String names(Predicate<ContainerOutlook> filter) {
    return String.join(
        " ", outlooks.stream().filter(filter).map(o -> o.container().name()).toList());
  }

  private PodCondition condition(String type, Verdict verdict) {
    String status = verdict.holds() ? "True" : "False";
    return PodConditionBuilder.builder()
        .type(type)
        .status(status)
        .reason(verdict.reason())
        .message(verdict.message())
        .lastTransitionTime(since(type, status))
        .build();
  }

  private Instant since(String type, String status) {
    PodStatus published = turn.memory().latestStatus();
    List<PodCondition> before = published == null ? List.of() : published.conditions();
    return before.stream()
        .filter(c -> type.equals(c.type()) && status.equals(c.status()))
        .map(PodCondition::lastTransitionTime)
        .filter(time -> time != null)
        .findFirst()
        .orElseGet(() -> ContainerStatuses.seconds(turn.now()));
  }
}

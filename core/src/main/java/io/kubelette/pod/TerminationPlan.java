package io.kubelette.pod;

import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedSandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What ends a pod: its containers side by side, then its sidecars one after another from the last
 * to the first, all within one grace, then its sandbox. Pure, but for the draft that it fills.
 */
final class TerminationPlan {

  private final PlanDraft draft;
  private final PodTurn turn;
  private final List<DefinedContainer> defined;
  private final Duration grace;

  /** When the grace of the pod as a whole is used up. */
  private final Instant end;

  private TerminationPlan(PlanDraft draft) {
    this.draft = draft;
    this.turn = draft.turn();
    this.defined = turn.pod().map(pod -> DefinedContainer.of(pod.spec())).orElse(List.of());
    PodMemory memory = draft.memory();
    this.grace = memory.grace() == null ? Duration.ZERO : memory.grace();
    this.end = (memory.endingSince() == null ? turn.now() : memory.endingSince()).plus(grace);
  }

  /** The way to stillness. */
  static void terminate(PlanDraft draft) {
    if (draft.mustRetryLater()) {
      return;
    }
    TerminationPlan plan = new TerminationPlan(draft);
    Sightings sightings = new Sightings(plan.turn.observed());
    plan.stop(sightings.in(ObservedContainer.State.RUNNING));
    // What does not surely run is not asked to end, and what was never started must not start.
    sightings.in(ObservedContainer.State.CREATED).forEach(plan::remove);
    sightings.in(ObservedContainer.State.UNKNOWN).forEach(plan::remove);
    if (sightings.isStill()) {
      removeSandboxes(draft);
    }
  }

  /** What remains after the end: nothing for a pod that only ended, all of one that is deleted. */
  static void cleanUp(PlanDraft draft) {
    if (draft.mustRetryLater()) {
      return;
    }
    boolean deleted = draft.turn().desire().isDeleted();
    for (ObservedContainer container : draft.turn().observed().containers()) {
      // A start that landed late leaves a container running: a terminated pod never runs again.
      if (deleted || container.state() != ObservedContainer.State.EXITED) {
        draft.act(new PodAction.RemoveContainer(container.id()));
      }
    }
    removeSandboxes(draft);
  }

  /** Those whose turn has come; when the grace is used up, that of all has. */
  private void stop(List<ObservedContainer> running) {
    int turnOf = running.stream().mapToInt(this::place).max().orElse(0);
    for (ObservedContainer container : running) {
      if (place(container) == turnOf || !turn.now().isBefore(end)) {
        draft.stop(container, refOf(container), graceLeft(container), whyStopped(container));
      } else {
        draft.wakeAt(end);
      }
    }
  }

  /** A sidecar's place in the order of starts; all others come after every sidecar. */
  private int place(ObservedContainer container) {
    return definitionOf(container)
        .filter(definition -> definition.role() == ContainerRole.SIDECAR)
        .map(defined::indexOf)
        .orElse(defined.size());
  }

  /** From when it was asked to end, or would be now, to the end of the pod's grace. */
  private Duration graceLeft(ObservedContainer container) {
    PodMemory.Stop stop = draft.memory().stops().get(container.id());
    Instant asked = stop == null ? turn.now() : stop.termAt();
    Duration left = Duration.between(asked, end);
    return left.compareTo(grace) < 0 ? left : grace;
  }

  private void remove(ObservedContainer container) {
    draft.act(new PodAction.RemoveContainer(container.id()));
  }

  private static void removeSandboxes(PlanDraft draft) {
    for (ObservedSandbox sandbox : draft.turn().observed().sandboxes()) {
      draft.act(new PodAction.RemoveSandbox(sandbox.id()));
    }
  }

  private static String whyStopped(ObservedContainer container) {
    return "Stopping container " + container.name();
  }

  private ContainerRef refOf(ObservedContainer container) {
    return definitionOf(container)
        .map(DefinedContainer::ref)
        .orElseGet(() -> new ContainerRef(ContainerRole.APP, container.name()));
  }

  private Optional<DefinedContainer> definitionOf(ObservedContainer container) {
    return defined.stream().filter(one -> one.name().equals(container.name())).findFirst();
  }
}

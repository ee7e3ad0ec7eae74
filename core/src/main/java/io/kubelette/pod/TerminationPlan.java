package io.kubelette.pod;

import io.kubelette.pod.Stopping.Order;
import io.kubelette.pod.Stopping.Order.Turn;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedSandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What ends a pod: its containers side by side, then its sidecars one after another from the last
 * to the first, all within one grace, then its sandbox. Pure, but for the draft that it fills.
 */
final class TerminationPlan {

  private static final Duration LEAST = Duration.ofSeconds(10);

  private final PlanDraft draft;
  private final PodTurn turn;
  private final List<DefinedContainer> defined;
  private final Duration grace;

  /** When the grace of the pod as a whole is used up. */
  private final Instant end;

  private TerminationPlan(PlanDraft draft) {
    this.draft = draft;
    this.turn = draft.turn();
    this.defined = turn.desire().containers();
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
    removeFiles(draft, deleted);
  }

  /** Volumes go with the end of the pod, the rest with the pod itself. */
  private static void removeFiles(PlanDraft draft, boolean deleted) {
    PodTurn turn = draft.turn();
    boolean still = new Sightings(turn.observed()).isStill();
    boolean gone = deleted && turn.observed().isEmpty();
    boolean hasVolumes = turn.pod().filter(pod -> !pod.spec().volumes().isEmpty()).isPresent();
    PodMemory.Files left = gone ? PodMemory.Files.NONE : PodMemory.Files.NO_VOLUMES;
    boolean more = draft.memory().files().compareTo(left) < 0;
    if (turn.sight() == PodTurn.Sight.FRESH && still && more && (gone || hasVolumes)) {
      draft.act(new PodAction.RemoveFiles(left));
    }
  }

  /** All are told at once, and their hooks run; the sidecars are asked in their turn. */
  private void stop(List<ObservedContainer> running) {
    int turnOf = running.stream().mapToInt(this::place).max().orElse(0);
    for (ObservedContainer container : running) {
      Turn itsTurn = place(container) == turnOf ? Turn.NOW : Turn.LATER;
      String why = "Stopping container " + container.name();
      Stopping.plan(draft, new Order(container, definitionOf(container), grace, end, itsTurn, why));
    }
    if (!running.isEmpty()) {
      complainWhenLate();
    }
  }

  /** Kubernetes: half the grace again, and at least ten seconds, after the end began. */
  private void complainWhenLate() {
    Duration patience = grace.plus(grace.dividedBy(2));
    Instant late = end.minus(grace).plus(patience.compareTo(LEAST) < 0 ? LEAST : patience);
    if (turn.now().isBefore(late)) {
      draft.wakeAt(late);
    } else {
      draft.noteOnce(
          "end of the pod",
          PodNotice.warning(
              "ExceededGracePeriod",
              "Container runtime did not kill the pod within specified grace period.",
              null));
    }
  }

  /** A sidecar's place in the order of starts; all others come after every sidecar. */
  private int place(ObservedContainer container) {
    DefinedContainer definition = definitionOf(container);
    return definition != null && definition.role() == ContainerRole.SIDECAR
        ? defined.indexOf(definition)
        : defined.size();
  }

  private void remove(ObservedContainer container) {
    draft.act(new PodAction.RemoveContainer(container.id()));
  }

  private static void removeSandboxes(PlanDraft draft) {
    for (ObservedSandbox sandbox : draft.turn().observed().sandboxes()) {
      draft.act(new PodAction.RemoveSandbox(sandbox.id()));
    }
  }

  private @Nullable DefinedContainer definitionOf(ObservedContainer container) {
    for (DefinedContainer one : defined) {
      if (one.name().equals(container.name())) {
        return one;
      }
    }
    return KeptHooks.definition(container);
  }
}

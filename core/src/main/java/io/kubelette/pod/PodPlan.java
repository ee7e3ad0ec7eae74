package io.kubelette.pod;

import io.kubelette.model.PodStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do for a pod now, what to remember, and when to look again.
 *
 * @param actions to do now, in order within each lane; those whose lane is busy are dropped, since
 *     the next turn asks for them again
 * @param notices to tell once
 * @param memory for the next turn
 * @param wakeAt when to plan again if nothing happens before; null if only an event can change
 *     anything
 */
record PodPlan(
    List<PodAction> actions, List<PodNotice> notices, PodMemory memory, @Nullable Instant wakeAt) {

  /** The brain: pure, and without actions for a pod that is as it should be. */
  static PodPlan plan(PodTurn turn) {
    PlanDraft draft = new PlanDraft(turn);
    if (turn.memory().published() == null) {
      turn.pod().ifPresent(pod -> draft.remember(draft.memory().withPublished(pod.status())));
    }
    Probing.notice(draft);
    Anew.notice(draft);
    List<ContainerOutlook> outlooks = Outlooks.of(draft.turn());
    advance(draft, outlooks);
    switch (draft.memory().lifecycle()) {
      case SYNCING -> SyncPlan.plan(draft, outlooks);
      case TERMINATING -> TerminationPlan.terminate(draft);
      case TERMINATED -> TerminationPlan.cleanUp(draft);
    }
    Hooks.afterStart(draft, outlooks);
    Probing.plan(draft, outlooks);
    publish(draft, outlooks);
    return draft.finish();
  }

  /** Whether the pod is gone for good, so that its worker can be forgotten. */
  static boolean isFinished(PodTurn turn) {
    return turn.memory().lifecycle() == PodLifecycle.TERMINATED
        && turn.nothingIsLeft()
        && (!turn.desire().wanted() || turn.memory().objectGone());
  }

  /** Whether what makes or fetches something still serves the pod; if not, it is called back. */
  boolean stillWants(PodAction underWay, Desire desire) {
    if (underWay instanceof PodAction.RunSandbox) {
      return memory.lifecycle() == PodLifecycle.SYNCING;
    }
    ContainerRef ref;
    String image;
    if (underWay instanceof PodAction.PullImage pull) {
      ref = pull.container();
      image = pull.image();
    } else if (underWay instanceof PodAction.StartContainer start) {
      ref = start.container();
      image = start.spec().image();
    } else {
      return true;
    }
    return memory.lifecycle() == PodLifecycle.SYNCING
        && desire.containers().stream()
            .anyMatch(defined -> defined.ref().equals(ref) && defined.image().equals(image));
  }

  private static void advance(PlanDraft draft, List<ContainerOutlook> outlooks) {
    PodTurn turn = draft.turn();
    PodMemory memory = draft.memory();
    if (memory.lifecycle() == PodLifecycle.SYNCING) {
      memory = PodEndings.noticed(draft);
    }
    if (memory.lifecycle() == PodLifecycle.SYNCING && mustEnd(turn.with(memory), outlooks)) {
      memory = memory.withLifecycle(PodLifecycle.TERMINATING).withEndingSince(turn.now());
    }
    if (memory.lifecycle() != PodLifecycle.SYNCING) {
      memory = memory.withGrace(Graces.effective(turn.with(memory)));
    }
    // What is under way may still make something, so only a fresh look can tell the end.
    boolean still =
        turn.sight() == PodTurn.Sight.FRESH
            && new Sightings(turn.observed()).isStill()
            && turn.observed().sandboxes().isEmpty();
    if (memory.lifecycle() == PodLifecycle.TERMINATING && still) {
      memory = memory.withLifecycle(PodLifecycle.TERMINATED);
      memory = memory.withFinalStatus(PodStatuses.of(turn.with(memory), outlooks));
    }
    draft.remember(memory);
  }

  private static boolean mustEnd(PodTurn turn, List<ContainerOutlook> outlooks) {
    boolean ended = turn.pod().map(pod -> PodPhases.isTerminal(pod.status().phase())).orElse(false);
    // A start that is under way may yet make the pod go on.
    boolean complete = turn.sight() == PodTurn.Sight.FRESH && PodPhases.isComplete(outlooks);
    return turn.desire().isDeleted() || turn.ending() != null || ended || complete;
  }

  private static void publish(PlanDraft draft, List<ContainerOutlook> outlooks) {
    PodMemory memory = draft.memory();
    if (!draft.turn().desire().wanted() || memory.objectGone()) {
      return;
    }
    PodStatus status =
        memory.finalStatus() != null
            ? memory.finalStatus()
            : PodStatuses.of(draft.turn(), outlooks);
    if (!status.equals(memory.published())) {
      draft.remember(memory.withShown(status));
    }
    boolean later = memory.publishAt() != null && draft.turn().now().isBefore(memory.publishAt());
    if (later) {
      draft.wakeAt(memory.publishAt());
    } else if (!status.equals(memory.published())) {
      draft.act(new PodAction.PublishStatus(status));
    } else if (draft.turn().desire().isDeleted()
        && memory.lifecycle() == PodLifecycle.TERMINATED
        && draft.turn().nothingIsLeft()) {
      draft.act(new PodAction.DeletePod());
    }
  }
}

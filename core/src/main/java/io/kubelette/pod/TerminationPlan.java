package io.kubelette.pod;

import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedSandbox;
import java.time.Duration;

/** What ends a pod: its containers side by side within their grace, then its sandbox. Pure. */
final class TerminationPlan {

  private TerminationPlan() {}

  /** The way to stillness. */
  static void terminate(PlanDraft draft) {
    if (draft.mustRetryLater()) {
      return;
    }
    Sightings sightings = new Sightings(draft.turn().observed());
    Duration grace = draft.memory().grace() == null ? Duration.ZERO : draft.memory().grace();
    for (ObservedContainer container : draft.turn().observed().containers()) {
      switch (container.state()) {
        case RUNNING ->
            draft.stop(
                container,
                refOf(draft, container),
                grace,
                "Stopping container " + container.name());
        case CREATED, UNKNOWN -> draft.act(new PodAction.RemoveContainer(container.id()));
        case EXITED -> {}
      }
    }
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

  private static void removeSandboxes(PlanDraft draft) {
    for (ObservedSandbox sandbox : draft.turn().observed().sandboxes()) {
      draft.act(new PodAction.RemoveSandbox(sandbox.id()));
    }
  }

  private static ContainerRef refOf(PlanDraft draft, ObservedContainer container) {
    return draft.turn().pod().stream()
        .flatMap(pod -> DefinedContainer.of(pod.spec()).stream())
        .map(DefinedContainer::ref)
        .filter(ref -> ref.name().equals(container.name()))
        .findFirst()
        .orElseGet(() -> new ContainerRef(ContainerRole.APP, container.name()));
  }
}

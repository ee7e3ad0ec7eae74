package io.kubelette.pod;

import io.kubelette.model.Pod;
import io.kubelette.pod.ContainerOutlook.Step;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedSandbox;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must go while a pod is to run: containers that stand in the way of a start, and what is left
 * of earlier ones. Pure, but for the draft that it fills.
 */
final class Clearing {

  private static final String SANDBOX_CHANGED =
      "Pod sandbox changed, it will be killed and re-created.";

  private final PlanDraft draft;
  private final List<ContainerOutlook> outlooks;
  private final PodTurn turn;
  private final Sightings sightings;

  private Clearing(PlanDraft draft, List<ContainerOutlook> outlooks) {
    this.draft = draft;
    this.outlooks = outlooks;
    this.turn = draft.turn();
    this.sightings = new Sightings(turn.observed());
  }

  static void plan(PlanDraft draft, Pod pod, List<ContainerOutlook> outlooks) {
    Clearing clearing = new Clearing(draft, outlooks);
    clearing.stopWhatMustEnd(Graces.ofPod(pod, draft.turn().config()));
    clearing.removeContainers();
    clearing.prune();
    clearing.removeSandboxes();
  }

  private void stopWhatMustEnd(Duration grace) {
    for (ObservedContainer running : sightings.in(ObservedContainer.State.RUNNING)) {
      ContainerOutlook outlook = outlookOf(running);
      String why = whyStopped(running, outlook);
      if (why == null) {
        withdraw(running);
      } else {
        Stopping.plan(draft, order(running, outlook, grace, why));
      }
    }
  }

  /** An end that came to nothing, as its cause went again, is no part of a later one's grace. */
  private void withdraw(ObservedContainer running) {
    PodMemory.Stop stop = draft.memory().stops().get(running.id());
    if (stop != null && stop.hookedAt() == null && stop.termAt() == null) {
      draft.remember(draft.memory().withoutStop(running.id()));
    }
  }

  /** Kubernetes: what ends only to begin anew with all others has no hook before its end. */
  private DefinedContainer endedAs(ObservedContainer running, ContainerOutlook outlook) {
    return draft.memory().anew().replaces(running)
        ? outlook.container().withoutHooks()
        : outlook.container();
  }

  private Stopping.Order order(
      ObservedContainer running, @Nullable ContainerOutlook outlook, Duration grace, String why) {
    Health.Ailment ailment = outlook == null ? null : outlook.health().ailment();
    boolean ownGrace = ailment != null && ailment.grace() != null;
    return new Stopping.Order(
        running,
        outlook == null ? null : endedAs(running, outlook),
        ownGrace ? ailment.grace() : grace,
        null,
        Stopping.Order.Turn.NOW,
        why);
  }

  /** Null for what may go on. */
  private @Nullable String whyStopped(
      ObservedContainer running, @Nullable ContainerOutlook outlook) {
    ObservedSandbox sandbox = sightings.readySandbox();
    if (sandbox == null || !sandbox.id().equals(running.sandboxId())) {
      return SANDBOX_CHANGED;
    }
    if (outlook == null) {
      return "Container " + running.name() + " is not part of the pod";
    }
    boolean isOlder = outlook.newest() != null && !running.id().equals(outlook.newest().id());
    if (isOlder) {
      return "Container " + running.name() + " has a newer attempt";
    }
    if (draft.memory().requests().containsKey(running.id())) {
      return "Container " + running.name() + " is ended on request";
    }
    if (outlook.step() != Step.REPLACE) {
      return null;
    }
    Health.Ailment ailment = outlook.health().ailment();
    if (draft.memory().anew().replaces(running)) {
      return "Container " + running.name() + " is restarted with all containers of its pod";
    }
    boolean sameDefinition = running.hash().equals(outlook.container().hash());
    if (sameDefinition
        && ailment == null
        && Resizing.restarts(turn, outlook.container(), running)) {
      return "Container " + running.name() + " resize requires restart";
    }
    return ailment != null && sameDefinition
        ? ailment.why()
        : "Container " + running.name() + " definition changed, will be restarted";
  }

  private void removeContainers() {
    for (ObservedContainer container : turn.observed().containers()) {
      if (isOfNoUse(container)) {
        remove(container);
      }
    }
  }

  /**
   * Whether nobody can tell what it does, or it will never start, or it ended and nobody wants it.
   */
  private boolean isOfNoUse(ObservedContainer container) {
    if (container.state() == ObservedContainer.State.RUNNING) {
      return false;
    }
    ContainerOutlook outlook = outlookOf(container);
    return switch (container.state()) {
      case RUNNING -> false;
      case UNKNOWN -> true;
      case CREATED -> outlook == null || !starts(outlook, container);
      case EXITED ->
          outlook == null
              || draft.memory().requests().get(container.id()) == PodMemory.Request.REMOVE;
    };
  }

  private static boolean starts(ContainerOutlook outlook, ObservedContainer created) {
    return outlook.start() != null && created.id().equals(outlook.start().createdId());
  }

  /** Keeps the newest of the ended attempts of each container, for its last state and logs. */
  private void prune() {
    for (ContainerOutlook outlook : outlooks) {
      int ended = 0;
      for (ObservedContainer container : sightings.named(outlook.container().name())) {
        boolean hasEnded = container.state() == ObservedContainer.State.EXITED;
        if (hasEnded && ++ended > turn.config().deadContainers()) {
          remove(container);
        }
      }
    }
  }

  /** Removes sandboxes that a newer one has replaced, once they are empty. */
  private void removeSandboxes() {
    ObservedSandbox inUse = sightings.readySandbox();
    for (ObservedSandbox sandbox : turn.observed().sandboxes()) {
      boolean replaced = inUse != null && !inUse.equals(sandbox);
      if (replaced && sightings.runningIn(sandbox).isEmpty()) {
        draft.act(new PodAction.RemoveSandbox(sandbox.id()));
      }
    }
  }

  private void remove(ObservedContainer container) {
    draft.act(new PodAction.RemoveContainer(container.id()));
  }

  private @Nullable ContainerOutlook outlookOf(ObservedContainer observed) {
    for (ContainerOutlook outlook : outlooks) {
      if (outlook.container().name().equals(observed.name())) {
        return outlook;
      }
    }
    return null;
  }
}

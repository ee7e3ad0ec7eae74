package io.kubelette.pod;

import io.kubelette.model.LifecycleHandler;
import io.kubelette.pod.ContainerOutlook.Step;
import io.kubelette.pod.PodAction.RunHook;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedSandbox;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done right after containers start and before they stop. Pure, but for the draft. */
final class Hooks {

  private Hooks() {}

  /** How long a hook that only waits takes; zero for one that does something. */
  static Duration pause(LifecycleHandler hook) {
    Long seconds = hook.sleep() == null ? null : hook.sleep().seconds();
    return seconds == null ? Duration.ZERO : Duration.ofSeconds(seconds);
  }

  /** Runs the hooks of what has just been started. */
  static void afterStart(PlanDraft draft, List<ContainerOutlook> outlooks) {
    for (ContainerOutlook outlook : outlooks) {
      LifecycleHandler hook = outlook.container().postStart();
      ObservedContainer newest = outlook.newest();
      if (outlook.step() != Step.STARTING || hook == null || newest == null) {
        continue;
      }
      if (hook.sleep() != null) {
        draft.wakeAt(Healths.end(hook, newest));
      } else {
        draft.act(action(draft.turn(), outlook.container(), newest, RunHook.Hook.POST_START));
      }
    }
  }

  static RunHook beforeStop(PodTurn turn, DefinedContainer container, ObservedContainer running) {
    return action(turn, container, running, RunHook.Hook.PRE_STOP);
  }

  private static RunHook action(
      PodTurn turn, DefinedContainer container, ObservedContainer running, RunHook.Hook when) {
    LifecycleHandler hook =
        when == RunHook.Hook.POST_START ? container.postStart() : container.preStop();
    ContainerCall call =
        hook == null
            ? new ContainerCall.Unaskable("no such hook")
            : new ContainerCalls(container.definition(), addressOf(turn)).of(hook);
    return new RunHook(container.ref(), running.id(), running.attempt(), when, call);
  }

  /** Where its containers listen: in the host's network that is the node's own address. */
  static @Nullable String addressOf(PodTurn turn) {
    ObservedSandbox sandbox = new Sightings(turn.observed()).readySandbox();
    if (sandbox == null || sandbox.address() != null) {
      return sandbox == null ? null : sandbox.address();
    }
    return turn.context().node().address();
  }
}

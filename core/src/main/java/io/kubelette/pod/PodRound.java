package io.kubelette.pod;

import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodObservation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * The body of a trip on the life-cycle lane: act, then observe.
 *
 * @param context whose pod it is
 * @param runtime where to look afterwards
 * @param executor what does the actions
 * @param actions to do in order; none, to only observe
 * @param hearing what is known already of how containers ended
 */
record PodRound(
    PodTurn.Context context,
    ContainerRuntime runtime,
    ActionExecutor executor,
    List<PodAction> actions,
    LastWords hearing) {

  /** Runs on the I/O pool. An action called back ends the round, and the pod is not observed. */
  Round run() {
    List<Outcome> outcomes = new ArrayList<>();
    for (PodAction action : actions) {
      if (Thread.currentThread().isInterrupted()) {
        // The action before was given up, and the runtime did not say so.
        return new Round(outcomes, null, new CancellationException("called back"));
      }
      Outcome outcome = executor.execute(action);
      outcomes.add(outcome);
      if (outcome.result() == Outcome.Result.CANCELLED) {
        return new Round(outcomes, null, new CancellationException("called back"));
      }
    }
    PodIdentity pod = context.pod();
    try {
      PodObservation seen = runtime.observe(pod.owner(), pod.uid());
      return new Round(outcomes, seen, null, executor.lastWords(hearing, seen));
    } catch (RuntimeException blindness) {
      return new Round(outcomes, null, blindness);
    }
  }
}

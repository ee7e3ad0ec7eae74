package io.kubelette.pod;

import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodObservation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.IntSupplier;

/**
 * The body of a trip on the life-cycle lane: act, then observe what may have changed by it.
 *
 * @param context whose pod it is
 * @param eyes to look afterwards
 * @param executor what does the actions
 * @param actions to do in order; none, to only observe
 */
record PodRound(
    PodTurn.Context context, Eyes eyes, ActionExecutor executor, List<PodAction> actions) {

  /**
   * What it takes to look at a pod.
   *
   * @param runtime where to look
   * @param hints how many have come so far; asked on the I/O pool
   * @param hearing what is known already of how containers ended
   */
  record Eyes(ContainerRuntime runtime, IntSupplier hints, LastWords hearing) {}

  /** Runs on the I/O pool. An action called back ends the round, and the pod is not observed. */
  Round run() {
    List<Outcome> outcomes = new ArrayList<>();
    Deque<PodAction> left = new ArrayDeque<>(actions);
    while (!left.isEmpty()) {
      if (Thread.currentThread().isInterrupted()) {
        // The action before was given up, and the runtime did not say so.
        return Round.blind(outcomes, new CancellationException("called back"));
      }
      Outcome outcome = executor.execute(left.remove());
      outcomes.add(outcome);
      if (outcome.next() != null) {
        left.addFirst(outcome.next());
      }
      if (outcome.result() == Outcome.Result.CANCELLED) {
        return Round.blind(outcomes, new CancellationException("called back"));
      }
    }
    boolean changedNothing =
        !actions.isEmpty() && actions.stream().noneMatch(PodAction::concernsRuntime);
    return changedNothing ? Round.unseen(outcomes) : look(outcomes);
  }

  private Round look(List<Outcome> outcomes) {
    PodIdentity pod = context.pod();
    int hints = eyes.hints().getAsInt();
    try {
      PodObservation seen = eyes.runtime().observe(pod.owner(), pod.uid());
      Map<String, String> lastWords = executor.lastWords(eyes.hearing(), seen);
      return Round.seen(outcomes, new Round.Look(seen, lastWords, hints));
    } catch (RuntimeException blindness) {
      executor.unseen(outcomes, blindness);
      return Round.blind(outcomes, blindness);
    }
  }
}

package io.kubelette.pod;

import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodObservation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.IntSupplier;

/**
 * The body of a trip on the life-cycle lane: act, then observe.
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
   * @param pokes how many hints have come so far; asked on the I/O pool
   * @param hearing what is known already of how containers ended
   */
  record Eyes(ContainerRuntime runtime, IntSupplier pokes, LastWords hearing) {}

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
    PodIdentity pod = context.pod();
    int pokes = eyes.pokes().getAsInt();
    try {
      PodObservation seen = eyes.runtime().observe(pod.owner(), pod.uid());
      return new Round(outcomes, seen, executor.lastWords(eyes.hearing(), seen), pokes);
    } catch (RuntimeException blindness) {
      return Round.blind(outcomes, blindness);
    }
  }
}

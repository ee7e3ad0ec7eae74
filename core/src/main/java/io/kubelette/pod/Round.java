package io.kubelette.pod;

import io.kubelette.runtime.PodObservation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one trip of the life-cycle lane brings back: how its actions went, and what is there now.
 *
 * @param outcomes of the actions that were tried, in order
 * @param look what the runtime showed after them; null if there was nothing new to see, or if it
 *     could not be seen
 * @param blindness why it could not be seen
 */
record Round(List<Outcome> outcomes, @Nullable Look look, @Nullable Throwable blindness) {

  /**
   * A look at a pod.
   *
   * @param observed what the runtime showed
   * @param lastWords by container id, what those that ended said of their end
   * @param hints how many had come when it began: what they told of shows in it
   */
  record Look(PodObservation observed, Map<String, String> lastWords, int hints) {}

  /** Of a pod that was seen. */
  static Round seen(List<Outcome> outcomes, Look look) {
    return new Round(outcomes, look, null);
  }

  /** Of actions that did not concern the runtime. */
  static Round unseen(List<Outcome> outcomes) {
    return new Round(outcomes, null, null);
  }

  /** Of a pod that could not be seen. */
  static Round blind(List<Outcome> outcomes, Throwable blindness) {
    return new Round(outcomes, null, blindness);
  }

  /** Whether something was done that ought to show, and does not. */
  boolean hadNoEffect(@Nullable PodObservation before) {
    return look != null
        && look.observed().equals(before)
        && outcomes.stream()
            .filter(outcome -> outcome.result() == Outcome.Result.DONE)
            .anyMatch(outcome -> outcome.action().showsInRuntime());
  }
}

package io.kubelette.pod;

import io.kubelette.runtime.PodObservation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one trip of the life-cycle lane brings back: how its actions went, and what is there now.
 *
 * @param outcomes of the actions that were tried, in order
 * @param observed what the runtime showed after them; null if it could not be seen
 * @param blindness why it could not be seen
 * @param lastWords by container id, what those that ended said of their end
 * @param pokes how many hints had come when the look began: what they told of shows in it
 */
record Round(
    List<Outcome> outcomes,
    @Nullable PodObservation observed,
    @Nullable Throwable blindness,
    Map<String, String> lastWords,
    int pokes) {

  /** Of a pod that was seen. */
  Round(List<Outcome> outcomes, PodObservation observed, Map<String, String> lastWords, int pokes) {
    this(outcomes, observed, null, lastWords, pokes);
  }

  /** Of a pod that could not be seen. */
  static Round blind(List<Outcome> outcomes, Throwable blindness) {
    return new Round(outcomes, null, blindness, Map.of(), 0);
  }

  /** Whether something was done that ought to show, and does not. */
  boolean hadNoEffect(@Nullable PodObservation before) {
    return observed != null
        && observed.equals(before)
        && outcomes.stream()
            .filter(outcome -> outcome.result() == Outcome.Result.DONE)
            .anyMatch(outcome -> outcome.action().showsInRuntime());
  }

  Optional<PodObservation> sight() {
    return Optional.ofNullable(observed);
  }
}

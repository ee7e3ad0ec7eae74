package io.kubelette.pod;

import io.kubelette.runtime.PodObservation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one trip of the life-cycle lane brings back: how its actions went, and what is there now.
 *
 * @param outcomes of the actions that were tried, in order
 * @param observed what the runtime showed after them; null if it could not be seen
 * @param blindness why it could not be seen
 */
record Round(
    List<Outcome> outcomes, @Nullable PodObservation observed, @Nullable Throwable blindness) {

  Optional<PodObservation> sight() {
    return Optional.ofNullable(observed);
  }
}

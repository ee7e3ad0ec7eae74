package io.kubelette.pod;

import io.kubelette.model.Pod;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodObservation;
import java.time.Instant;
import java.util.Optional;

/**
 * Everything that a decision about a pod depends on.
 *
 * @param context what stays the same over the pod's life
 * @param desire what should be
 * @param observed what is
 * @param memory what was done and told
 * @param now the time
 */
record PodTurn(
    Context context, Desire desire, PodObservation observed, PodMemory memory, Instant now) {

  /** The pod's identity, its node, and the numbers to go by. */
  record Context(PodIdentity pod, PodNode node, PodManagerConfig config) {}

  PodManagerConfig config() {
    return context.config();
  }

  PodIdentity identity() {
    return context.pod();
  }

  Optional<Pod> pod() {
    return Optional.ofNullable(desire.pod());
  }
}

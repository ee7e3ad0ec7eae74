package io.kubelette.pod;

import io.kubelette.model.Pod;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodObservation;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a decision about a pod depends on.
 *
 * @param context what stays the same over the pod's life
 * @param desire what should be
 * @param observed what is
 * @param sight whether something may have changed since
 * @param memory what was done and told
 * @param now the time
 */
record PodTurn(
    Context context,
    Desire desire,
    PodObservation observed,
    Sight sight,
    PodMemory memory,
    Instant now) {

  /** How far an observation can be trusted. */
  enum Sight {
    /** Nothing was done, and nothing is known to have changed, since the runtime was asked. */
    FRESH,
    /** Something is under way, or a hint has come: good enough to go on, not to conclude an end. */
    DATED
  }

  /** The pod's identity, its node, and the numbers to go by. */
  record Context(PodIdentity pod, PodNode node, PodManagerConfig config) {}

  PodManagerConfig config() {
    return context.config();
  }

  /** Why the node itself ends the pod; null while it does not. */
  @Nullable Ending ending() {
    return desire.ending() == null ? memory.ending() : desire.ending();
  }

  PodIdentity identity() {
    return context.pod();
  }

  PodTurn with(PodMemory changed) {
    return new PodTurn(context, desire, observed, sight, changed, now);
  }

  /** Whether nothing of the pod is left on the node. */
  boolean nothingIsLeft() {
    return sight == Sight.FRESH && observed.isEmpty() && memory.files() == PodMemory.Files.NONE;
  }

  Optional<Pod> pod() {
    return Optional.ofNullable(desire.pod());
  }
}

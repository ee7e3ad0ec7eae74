package io.kubelette.runtime;

import java.util.List;

/**
 * What exists of a pod in the engine at one moment.
 *
 * @param pod whose it is
 * @param sandboxes all of its sandboxes, newest attempt first
 * @param containers all of its containers, dead ones too, newest attempt of each name first
 */
public record PodObservation(
    PodIdentity pod, List<ObservedSandbox> sandboxes, List<ObservedContainer> containers) {

  /** Copies the lists. */
  public PodObservation {
    sandboxes = List.copyOf(sandboxes);
    containers = List.copyOf(containers);
  }

  /** Nothing exists. */
  public static PodObservation none(PodIdentity pod) {
    return new PodObservation(pod, List.of(), List.of());
  }

  /** Whether nothing exists. */
  public boolean isEmpty() {
    return sandboxes.isEmpty() && containers.isEmpty();
  }
}

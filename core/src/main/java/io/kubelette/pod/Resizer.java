package io.kubelette.pod;

import io.kubelette.model.Quantity;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ContainerStats;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.ResourceUpdate;
import io.kubelette.runtime.StatsSource;

/**
 * Changes what a running container may use. Called on the I/O pool.
 *
 * @param runtime what runs it
 * @param pod whose container it is
 */
record Resizer(ContainerRuntime runtime, PodIdentity pod) {

  void resize(PodAction.ResizeContainer action) {
    ResourceUpdate update =
        runtime
            .ability(ResourceUpdate.class)
            .orElseThrow(
                () ->
                    new ContainerRuntimeException(
                        Kind.REJECTED,
                        "the runtime cannot change what running containers may use"));
    if (action.takesMemory()) {
      refuseBelowUsage(action);
    }
    update.updateResources(action.containerId(), action.to());
  }

  /** A kernel kills what holds more than its limit, also where the limit comes later. */
  private void refuseBelowUsage(PodAction.ResizeContainer action) {
    StatsSource source = runtime.ability(StatsSource.class).orElse(null);
    if (source == null) {
      return;
    }
    for (ContainerStats stats : source.stats(pod.owner(), pod.uid()).containers()) {
      long used = stats.memory().workingSet();
      if (stats.containerId().equals(action.containerId()) && used > action.to().memoryBytes()) {
        throw new ContainerRuntimeException(
            Kind.CONFLICT,
            "attempting to set memory limit (%s) of container %s below its current usage (%s)"
                .formatted(
                    Quantity.bytes(action.to().memoryBytes()), stats.name(), Quantity.bytes(used)));
      }
    }
  }
}

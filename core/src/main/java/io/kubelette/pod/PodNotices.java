package io.kubelette.pod;

import io.kubelette.runtime.PodIdentity;

/** The sentences of notices that plans give. */
final class PodNotices {

  private PodNotices() {}

  static PodNotice backOff(PodIdentity pod, ContainerRef container) {
    return PodNotice.warning(
        "BackOff",
        "Back-off restarting failed container %s in pod %s_%s(%s)"
            .formatted(container.name(), pod.name(), pod.namespace(), pod.uid()),
        container);
  }
}

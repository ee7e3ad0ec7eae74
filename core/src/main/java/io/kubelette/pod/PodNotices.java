package io.kubelette.pod;

import io.kubelette.runtime.PodIdentity;
import java.util.List;

/** The sentences of the notices that plans give. */
final class PodNotices {

  private PodNotices() {}

  static List<PodNotice> crashBackOff(PodIdentity pod, ContainerRef container) {
    return List.of(
        PodNotice.warning(
            "BackOff",
            "Back-off restarting failed container %s in pod %s_%s(%s)"
                .formatted(container.name(), pod.name(), pod.namespace(), pod.uid()),
            container));
  }

  static PodNotice imagePresent(String image, ContainerRef container) {
    String message = "Container image \"" + image + "\" already present on machine";
    return PodNotice.normal("Pulled", message, container);
  }

  static List<PodNotice> pullBackOff(DefinedContainer container) {
    String image = container.image();
    return List.of(
        PodNotice.normal("BackOff", "Back-off pulling image \"" + image + "\"", container.ref()),
        PodNotice.warning("Failed", "Error: ImagePullBackOff", container.ref()));
  }
}

package io.kubelette.pod;

import io.kubelette.model.Container;
import io.kubelette.model.VolumeMount;
import io.kubelette.model.VolumeMountStatus;
import io.kubelette.pod.reference.ReferenceException;
import java.util.List;

/** Which read-only mounts are so with all that is mounted below them. Pure. */
final class RecursiveReadOnly {

  private static final String ENABLED = "Enabled";
  private static final String DISABLED = "Disabled";

  private RecursiveReadOnly() {}

  /**
   * The definition of which no mount leaves it open.
   *
   * @throws ReferenceException if a mount must be so and cannot, in Kubernetes' words
   */
  static Container resolved(Container definition, PodNode node) {
    return definition.volumeMounts().stream().anyMatch(RecursiveReadOnly::isAsked)
        ? definition.withVolumeMounts(
            definition.volumeMounts().stream().map(mount -> resolved(mount, node)).toList())
        : definition;
  }

  private static VolumeMount resolved(VolumeMount mount, PodNode node) {
    if (!isAsked(mount)) {
      return mount;
    }
    if (ENABLED.equals(mount.recursiveReadOnly()) && !node.mountsRecursively()) {
      throw new ReferenceException(
          "volume \"%s\" requested recursive read-only mode, but it is not supported by the runtime"
              .formatted(mount.name()));
    }
    return mount.withRecursiveReadOnly(node.mountsRecursively() ? ENABLED : DISABLED);
  }

  private static boolean isAsked(VolumeMount mount) {
    return mount.recursiveReadOnly() != null && !mount.recursiveReadOnly().equals(DISABLED);
  }

  /** What the status tells of the mounts of a container that was made. */
  static List<VolumeMountStatus> statuses(Container definition, PodNode node) {
    return definition.volumeMounts().isEmpty()
        ? List.of()
        : definition.volumeMounts().stream().map(mount -> status(mount, node)).toList();
  }

  private static VolumeMountStatus status(VolumeMount mount, PodNode node) {
    boolean readOnly = Boolean.TRUE.equals(mount.readOnly());
    String recursive = isAsked(mount) && node.mountsRecursively() ? ENABLED : DISABLED;
    return new VolumeMountStatus(
        mount.name(), mount.mountPath(), readOnly ? true : null, readOnly ? recursive : null, null);
  }
}

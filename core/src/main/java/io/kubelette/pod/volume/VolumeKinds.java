package io.kubelette.pod.volume;

import io.kubelette.model.Volume;
import io.kubelette.pod.reference.ReferenceException;

/** The kinds of volumes that a node can prepare, by the words of a kubelet's folders. Pure. */
final class VolumeKinds {

  static final String EMPTY_DIR = "empty-dir";
  static final String HOST_PATH = "host-path";
  static final String CLAIM = "local-volume";

  private VolumeKinds() {}

  /**
   * The kind of a volume.
   *
   * @throws ReferenceException if it is one that needs a driver
   */
  static String of(Volume volume) {
    if (volume.emptyDir() != null) {
      return EMPTY_DIR;
    }
    if (volume.hostPath() != null) {
      return HOST_PATH;
    }
    if (volume.configMap() != null) {
      return "configmap";
    }
    if (volume.secret() != null) {
      return "secret";
    }
    if (volume.downwardAPI() != null) {
      return "downward-api";
    }
    if (volume.projected() != null) {
      return "projected";
    }
    if (volume.persistentVolumeClaim() != null) {
      return CLAIM;
    }
    throw new ReferenceException(
        "this kind of volume needs a storage driver, which Kubelette has not; use emptyDir,"
            + " hostPath, configMap, secret, downwardAPI, projected, or a persistentVolumeClaim,"
            + " which is a folder of the node");
  }

  /** Whether an emptyDir lies in memory. */
  static boolean isInMemory(Volume volume) {
    if (volume.emptyDir() == null) {
      return false;
    }
    String medium = volume.emptyDir().medium() == null ? "" : volume.emptyDir().medium();
    if (!medium.isEmpty() && !medium.equals("Memory")) {
      throw new ReferenceException(
          "medium \"%s\" is not supported: use Memory, or leave it out".formatted(medium));
    }
    return medium.equals("Memory");
  }
}

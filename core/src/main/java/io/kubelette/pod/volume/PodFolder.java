package io.kubelette.pod.volume;

import io.kubelette.runtime.PodIdentity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Where the files of one pod lie, in the layout that users of Kubernetes know from a kubelet's root
 * directory; only the termination logs have no folder for each container, which a file system would
 * have to make for an empty file.
 *
 * @param root {@code pods/<uid>} below the node's root
 */
record PodFolder(Path root) {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,200}");

  static PodFolder of(Path nodeRoot, PodIdentity pod) {
    return new PodFolder(nodeRoot.resolve("pods").resolve(name(pod.uid())));
  }

  /** The hosts file that all containers of the pod share. */
  Path hosts() {
    return root.resolve("etc-hosts");
  }

  /** The file into which an attempt of a container writes why it ended. */
  Path terminationLog(String container, int attempt) {
    return containers().resolve(name(container) + "." + attempt);
  }

  /** There since the pod's first container was to start. */
  Path containers() {
    return root.resolve("containers");
  }

  /** The folder of a volume. */
  Path volume(String kind, String volume) {
    return root.resolve("volumes").resolve("kubernetes.io~" + kind).resolve(name(volume));
  }

  /** Where a container's own copy of a part of a volume lies. */
  Path subPath(String container, int mount) {
    return root.resolve("volume-subpaths").resolve(name(container)).resolve(String.valueOf(mount));
  }

  /** A folder that no container ever sees, on the same file system as the volumes. */
  Path workshop() {
    return root.resolve("workshop");
  }

  /**
   * A name that is one name: uids and names come from manifests, so one that might be a path, or
   * mean a folder above, is replaced by its digest.
   */
  static String name(String text) {
    if (PLAIN.matcher(text).matches()) {
      return text;
    }
    byte[] digest = VolumeFile.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + HexFormat.of().formatHex(digest);
  }
}

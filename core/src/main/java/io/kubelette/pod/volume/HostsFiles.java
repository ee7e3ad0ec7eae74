package io.kubelette.pod.volume;

import io.kubelette.model.HostAlias;
import io.kubelette.model.PodSpec;
import io.kubelette.pod.reference.PodNames;
import io.kubelette.pod.reference.PodPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** Writing a pod's hosts file, which all of its containers share. */
final class HostsFiles {

  private static final Path NODE_FILE = Path.of("/etc/hosts");
  private static final int MODE = 0644;

  private HostsFiles() {}

  /** Makes an empty one unless there is one. */
  static void reserve(Path file) throws IOException {
    if (!isThere(file)) {
      write(file, "");
    }
  }

  /** Writes it; false if the pod has no address that it could tell, and none was reserved. */
  static boolean write(Path file, PodPlace place) throws IOException {
    PodSpec spec = place.pod().spec();
    List<HostAlias> aliases = spec.hostAliases();
    String text;
    if (Boolean.TRUE.equals(spec.hostNetwork())) {
      String nodes = Files.isReadable(NODE_FILE) ? Files.readString(NODE_FILE) : "";
      text = HostsFile.onHostNetwork(nodes, aliases);
    } else if (place.podAddress() == null) {
      return isThere(file);
    } else {
      text = HostsFile.of(place.podAddress(), PodNames.of(place.pod()), aliases);
    }
    write(file, text);
    return true;
  }

  /** In place, since containers that run see this very file. */
  private static void write(Path file, String text) throws IOException {
    Folders.makePrivate(file.getParent());
    if (Folders.makeFile(file, text, MODE)) {
      return;
    }
    if (!isThere(file)) {
      Folders.remove(file);
      Folders.makeFile(file, text, MODE);
    } else if (!Files.readString(file).equals(text)) {
      Files.writeString(file, text);
      Folders.setMode(file, MODE);
    }
  }

  private static boolean isThere(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }
}

package io.kubelette.pod.volume;

import io.kubelette.model.HostAlias;
import io.kubelette.model.PodSpec;
import io.kubelette.pod.reference.PodNames;
import io.kubelette.pod.reference.PodPlace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Writing a pod's hosts file, which all of its containers share. */
final class HostsFiles {

  private static final Path NODE_FILE = Path.of("/etc/hosts");
  private static final Charset BYTES = StandardCharsets.ISO_8859_1;
  private static final int MODE = 0644;

  /** More than a hosts file has: a container may have written to it without end. */
  private static final int LARGEST = 256 << 10;

  private HostsFiles() {}

  /** Makes an empty one unless there is one. */
  static void reserve(Path file) throws IOException {
    if (!isThere(file)) {
      write(file, "");
    }
  }

  /**
   * Writes it; false if the pod has no address that it could tell, and none was reserved.
   *
   * @param services whose names it tells, unless the pod is on the network of its host
   */
  static boolean write(Path file, PodPlace place, ServiceHosts services) throws IOException {
    PodSpec spec = place.pod().spec();
    List<HostAlias> aliases = spec.hostAliases();
    if (Boolean.TRUE.equals(spec.hostNetwork())) {
      String nodes = Files.isReadable(NODE_FILE) ? Files.readString(NODE_FILE) : "";
      write(file, HostsFile.onHostNetwork(nodes, aliases));
    } else if (place.podAddress() == null) {
      return isThere(file);
    } else {
      services.begin(
          file,
          place.namespace(),
          HostsFile.of(place.podAddress(), PodNames.of(place.pod()), aliases));
    }
    return true;
  }

  /** In place, since containers that run see this very file. */
  static void write(Path file, String text) throws IOException {
    Folders.makePrivate(file.getParent());
    if (Folders.makeFile(file, text, MODE)) {
      return;
    }
    if (!isThere(file)) {
      Folders.remove(file);
      Folders.makeFile(file, text, MODE);
    } else {
      byte[] before = read(file).orElse("").getBytes(BYTES);
      overwrite(file, before, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Its text, in which each byte is a character: containers may write to it, and what they wrote
   * need not be text. Empty where there is none, or where a container has made it too large.
   */
  static Optional<String> read(Path file) throws IOException {
    if (!isThere(file)) {
      return Optional.empty();
    }
    try (InputStream open = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] text = open.readNBytes(LARGEST + 1);
      return text.length > LARGEST ? Optional.empty() : Optional.of(new String(text, BYTES));
    }
  }

  /** Makes another text of what {@link #read} tells, in place; nothing of nothing. */
  static void rewrite(Path file, UnaryOperator<String> change) throws IOException {
    String before = read(file).orElse("");
    if (!before.isEmpty()) {
      overwrite(file, before.getBytes(BYTES), change.apply(before).getBytes(BYTES));
    }
  }

  /**
   * In one write from the first byte that differs on, so that who reads meanwhile finds whole
   * lines: until the file is cut, the rest of the line there is a comment.
   */
  private static void overwrite(Path file, byte[] before, byte[] text) throws IOException {
    int same = Arrays.mismatch(before, text);
    if (same < 0) {
      return;
    }
    boolean shrinks = text.length < before.length;
    ByteBuffer rest = ByteBuffer.allocate(text.length - same + (shrinks ? 1 : 0));
    rest.put(text, same, text.length - same);
    if (shrinks) {
      rest.put((byte) '#');
    }
    rest.flip();
    try (FileChannel open =
        FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      for (long at = same; rest.hasRemaining(); ) {
        at += open.write(rest, at);
      }
      open.truncate(text.length);
    }
    Folders.setMode(file, MODE);
  }

  private static boolean isThere(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }
}

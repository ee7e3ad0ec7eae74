package io.kubelette.pod.volume;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/** The files in which containers say why they end. */
final class TerminationLogs {

  /** Every user of the container may write it. */
  private static final int MODE = 0666;

  private TerminationLogs() {}

  /** An empty file; one that is there stays. */
  static void make(Path file) throws IOException {
    Folders.makePrivate(file.getParent());
    Folders.makeFile(file, "", MODE);
  }

  /**
   * What is written there; empty if nothing is, or it cannot be read.
   *
   * @param longest how many bytes are read; of more the end counts
   */
  static Optional<String> read(Path file, int longest) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      channel.position(Math.max(0, channel.size() - longest));
      ByteBuffer buffer = ByteBuffer.allocate(longest);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // The file is small: mostly one read gets all.
      }
      String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}

package io.kubelette.pod.volume;

import io.kubelette.loop.Clock;
import io.kubelette.pod.reference.PodObjects;
import io.kubelette.runtime.PodIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a node's pods, below {@code pods} in its root directory, and the folders that stand
 * for persistent volume claims, below {@code claims}.
 *
 * <p>Thread-safe because it does not change.
 *
 * @param root the node's root directory
 * @param objects to which volumes refer
 * @param clock names what is written
 */
public record NodeFiles(Path root, PodObjects objects, Clock clock) {

  private static final Logger LOG = LoggerFactory.getLogger(NodeFiles.class);

  /** Those of one pod; nothing is made yet. */
  public PodFiles of(PodIdentity pod) {
    return new PodFiles(PodFolder.of(root, pod), this);
  }

  Path claims() {
    return root.resolve("claims");
  }

  /**
   * The uids of pods of an earlier life that have left files, and another try to remove what could
   * not be removed then. May block.
   */
  public List<String> leftovers() {
    emptyTrash();
    Path pods = root.resolve("pods");
    if (!Files.isDirectory(pods, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(pods)) {
      return folders.map(folder -> String.valueOf(folder.getFileName())).sorted().toList();
    } catch (IOException unreadable) {
      LOG.warn("path={} cannot be read: {}", pods, unreadable.toString());
      return List.of();
    }
  }

  /** Removes a folder, or at least takes it away, which always succeeds among our own. */
  void discard(Path folder) {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Folders.makePrivate(trash());
      Path away = unused(trash().resolve(folder.getFileName()));
      Files.move(folder, away, StandardCopyOption.ATOMIC_MOVE);
      removeOrLeave(away);
    } catch (IOException refused) {
      throw new UncheckedIOException(VolumeException.words(refused), refused);
    }
  }

  private Path trash() {
    return root.resolve("trash");
  }

  private static Path unused(Path wanted) {
    Path path = wanted;
    for (int number = 1; Files.exists(path, LinkOption.NOFOLLOW_LINKS); number++) {
      path = wanted.resolveSibling(wanted.getFileName() + "-" + number);
    }
    return path;
  }

  private void emptyTrash() {
    if (Files.isDirectory(trash(), LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(trash())) {
        entries.forEach(NodeFiles::removeOrLeave);
      } catch (IOException unreadable) {
        LOG.warn("path={} cannot be read: {}", trash(), unreadable.toString());
      }
    }
  }

  private static void removeOrLeave(Path path) {
    try {
      Folders.remove(path);
    } catch (IOException refused) {
      LOG.warn("path={} cannot be removed, remove it as root: {}", path, refused.toString());
    }
  }
}

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
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

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

  /** Those of one pod; nothing is made yet. */
  public PodFiles of(PodIdentity pod) {
    return new PodFiles(PodFolder.of(root, pod), this);
  }

  Path claims() {
    return root.resolve("claims");
  }

  /**
   * Removes what pods of an earlier life have left. May block.
   *
   * @param known the uids of the pods whose files stay
   * @throws UncheckedIOException if something cannot be removed; the rest is
   */
  public void removeAllBut(Collection<String> known) {
    Path pods = root.resolve("pods");
    if (!Files.isDirectory(pods, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Set<String> names = known.stream().map(PodFolder::name).collect(Collectors.toSet());
    IOException first = null;
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(pods)) {
      for (Path folder : folders) {
        try {
          if (!names.contains(String.valueOf(folder.getFileName()))) {
            Folders.remove(folder);
          }
        } catch (IOException refused) {
          first = first == null ? refused : first;
        }
      }
    } catch (IOException unreadable) {
      first = unreadable;
    }
    if (first != null) {
      throw new UncheckedIOException("files of earlier pods stay in " + pods, first);
    }
  }
}

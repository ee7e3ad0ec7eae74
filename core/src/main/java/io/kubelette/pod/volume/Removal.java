package io.kubelette.pod.volume;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;

/**
 * The removal of one entry of a folder with all that is in it, by handles: a link that replaces a
 * folder on the way is removed, not followed.
 *
 * <p>Owned by the call that made it.
 */
final class Removal {

  /** So many handles are open at most; what lies deeper is moved up, next to the entry. */
  private static final int DEEPEST = 32;

  private final SecureDirectoryStream<Path> above;
  private final Path entry;
  private int lifted;

  Removal(SecureDirectoryStream<Path> above, Path entry) {
    this.above = above;
    this.entry = entry;
  }

  void run() throws IOException {
    remove(above, entry, 0);
    for (int next = 0; next < lifted; next++) {
      remove(above, name(next), 0);
    }
  }

  private Path name(int number) {
    return entry.resolveSibling(entry + ".removed-" + number);
  }

  private void remove(SecureDirectoryStream<Path> parent, Path name, int depth) throws IOException {
    try {
      if (!Folders.isFolder(parent, name)) {
        parent.deleteFile(name);
      } else if (depth == DEEPEST) {
        parent.move(name, above, name(lifted));
        lifted++;
      } else {
        empty(parent, name, depth);
        parent.deleteDirectory(name);
      }
    } catch (NoSuchFileException absent) {
      // Somebody else removed it.
    } catch (NotDirectoryException replaced) {
      parent.deleteFile(name);
    }
  }

  private void empty(SecureDirectoryStream<Path> parent, Path name, int depth) throws IOException {
    try (SecureDirectoryStream<Path> folder =
        parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
      for (Path found : folder) {
        remove(folder, found.getFileName(), depth + 1);
      }
    }
  }
}

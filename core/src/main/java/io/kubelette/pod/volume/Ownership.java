package io.kubelette.pod.volume;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The group to which a pod's volumes belong ({@code fsGroup}), so that containers read and write
 * them without being root.
 *
 * <p>A node that may not give files to a group (it is not root) opens them to others instead: a
 * pod's folder is closed to everybody else on the host, so that only the pod's containers gain.
 *
 * @param group the group's number; null if files stay the node's own
 */
record Ownership(@Nullable Long group) {

  private static final int READ = 0440;
  private static final int SEARCH = 0550;
  private static final int WRITE = 0660;
  private static final int FOLDER = 02770;

  /** For a file that containers only read; the mode is what the volume says. */
  void giveFile(Path file, int mode) throws IOException {
    give(file, group == null ? mode : mode | READ);
  }

  /** For a folder within a volume that containers only read. */
  void giveReadFolder(Path folder, int mode) throws IOException {
    give(folder, group == null ? mode : mode | SEARCH);
  }

  /** For the folder of a volume into which containers write: what they make inherits the group. */
  void giveFolder(Path folder, int mode) throws IOException {
    give(folder, group == null ? mode : mode | FOLDER);
  }

  /** For what exists in such a folder already. */
  void giveExisting(Path file, int mode) throws IOException {
    give(file, group == null ? mode : mode | WRITE);
  }

  private void give(Path path, int mode) throws IOException {
    if (!Folders.supportsModes(path)) {
      return;
    }
    boolean given = group == null || isGiven(path, group);
    // Changing the group drops setgid, so the mode comes last.
    Folders.setMode(path, given ? mode : mode | ((mode >> 3) & 07));
  }

  private static boolean isGiven(Path path, long group) throws IOException {
    try {
      Files.setAttribute(path, "unix:gid", (int) group, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (FileSystemException refused) {
      return false;
    }
  }
}

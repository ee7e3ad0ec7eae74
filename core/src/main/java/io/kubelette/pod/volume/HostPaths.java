package io.kubelette.pod.volume;

import io.kubelette.model.HostPathVolumeSource;
import io.kubelette.pod.reference.ReferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What must be at a {@code hostPath}, and what is made there if it is missing. */
final class HostPaths {

  private static final int FOLDER_MODE = 0755;
  private static final int FILE_MODE = 0644;

  /** The bits of a mode that tell what a file is. */
  private static final int TYPE = 0170000;

  private HostPaths() {}

  /**
   * Makes what may be made and checks what is there.
   *
   * @param path where it really is
   * @throws ReferenceException if something else is there than the type says
   */
  static void prepare(Path path, HostPathVolumeSource source) throws IOException {
    switch (source.type() == null ? "" : source.type()) {
      case "" -> makeFolder(path);
      case "DirectoryOrCreate" -> {
        makeFolder(path);
        require(path, 0040000, "a directory");
      }
      case "Directory" -> require(path, 0040000, "a directory");
      case "FileOrCreate" -> {
        makeFile(path);
        require(path, 0100000, "a file");
      }
      case "File" -> require(path, 0100000, "a file");
      case "Socket" -> require(path, 0140000, "a socket file");
      case "CharDevice" -> require(path, 0020000, "a character device");
      case "BlockDevice" -> require(path, 0060000, "a block device");
      default -> throw new ReferenceException(source.type() + " is an invalid volume type");
    }
  }

  private static void makeFolder(Path path) throws IOException {
    if (!Files.exists(path)) {
      Files.createDirectories(path);
      Folders.setMode(path, FOLDER_MODE);
    }
  }

  /** The folder around it is not made: a file in a new folder is rarely what was meant. */
  private static void makeFile(Path path) throws IOException {
    if (!Files.exists(path)) {
      Files.createFile(path);
      Folders.setMode(path, FILE_MODE);
    }
  }

  private static void require(Path path, int type, String words) throws IOException {
    if (type(path) != type) {
      throw new ReferenceException(
          "hostPath type check failed: %s is not %s".formatted(path, words));
    }
  }

  private static int type(Path path) throws IOException {
    try {
      if (Folders.supportsModes(path)) {
        return (Integer) Files.getAttribute(path, "unix:mode") & TYPE;
      }
      return Files.isDirectory(path) ? 0040000 : 0100000;
    } catch (NoSuchFileException absent) {
      return 0;
    }
  }
}

package io.kubelette.pod.volume;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A container's own copy of a part of a volume of files. Such a part never changes while the
 * container runs, and the folder that it is taken from is replaced as a whole: a copy stays.
 */
final class FileCopies {

  private FileCopies() {}

  /** Copies files with their modes and groups; an empty folder if there is no such part. */
  static void replace(Path current, List<String> part, Path copy) throws IOException {
    Folders.makePrivate(copy.getParent());
    Folders.remove(copy);
    Path source = current;
    for (String name : part) {
      source = source.resolve(name);
    }
    if (Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
      copy(source, copy);
    } else {
      Files.createDirectory(copy);
      Folders.setMode(copy, 0755);
    }
  }

  private static void copy(Path source, Path target) throws IOException {
    // Without its content if it is a folder.
    Files.copy(source, target, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
    if (Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(source)) {
        for (Path entry : entries) {
          copy(entry, target.resolve(entry.getFileName()));
        }
      }
    }
  }
}

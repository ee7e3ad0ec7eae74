package io.kubelette.pod.volume;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Making and removing folders; links are removed, never followed. */
final class Folders {

  /** Nobody but the node gets into a pod's folder from outside: containers see what is mounted. */
  private static final FileAttribute<?>[] PRIVATE = {
    PosixFilePermissions.asFileAttribute(permissions(0700))
  };

  private static final FileAttribute<?>[] NONE = {};

  private Folders() {}

  /** Makes a folder and those above it that are missing, for the node alone. */
  static void makePrivate(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    try {
      Files.createDirectory(folder, supportsModes(folder) ? PRIVATE : NONE);
    } catch (NoSuchFileException parentless) {
      if (folder.getParent() == null) {
        throw parentless;
      }
      makePrivate(folder.getParent());
      makePrivate(folder);
    } catch (FileAlreadyExistsException there) {
      if (!Files.isDirectory(folder)) {
        throw there;
      }
    }
  }

  /**
   * Makes a file of this text with these permission bits, whatever the process masks; false if
   * something is there. Its folder must be private.
   */
  static boolean makeFile(Path file, String text, int mode) throws IOException {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException there) {
      return false;
    }
    if (supportsModes(file)) {
      // Nobody can have replaced by a link what lies in a private folder.
      Files.setPosixFilePermissions(file, permissions(mode));
    }
    return true;
  }

  /** Sets permission bits, whatever the process masks. */
  static void setMode(Path path, int mode) throws IOException {
    if (supportsModes(path)) {
      Files.setAttribute(path, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** Whether files there have the modes of Unix. */
  static boolean supportsModes(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  static Set<PosixFilePermission> permissions(int mode) {
    EnumSet<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int bit = 0; bit < all.length; bit++) {
      if ((mode & (0400 >> bit)) != 0) {
        permissions.add(all[bit]);
      }
    }
    return permissions;
  }

  /**
   * Removes what is there, whatever it is; success if there is nothing. Folders that a container
   * nested without end take no handle each: what lies too deep is moved up first.
   */
  static void remove(Path path) throws IOException {
    Path parent = path.getParent();
    Path name = path.getFileName();
    if (parent == null || name == null) {
      throw new IOException("a whole file system is not removed: " + path);
    }
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent)) {
      if (stream instanceof SecureDirectoryStream<Path> folder) {
        new Removal(folder, name).run();
      } else {
        removeByPath(path);
      }
    } catch (NoSuchFileException absent) {
      // Nothing is there to remove.
    }
  }

  static boolean isFolder(SecureDirectoryStream<Path> parent, Path name) throws IOException {
    return parent
        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes()
        .isDirectory();
  }

  /** Where a file system knows no handles; links are not followed here either. */
  private static void removeByPath(Path path) throws IOException {
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

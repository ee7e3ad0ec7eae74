package io.kubelette;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one node, locked for as long as the node lives: two nodes that wrote to one
 * directory would destroy each other's files. The lock ends with the process.
 *
 * <p>Thread-safe because it does not change.
 */
final class RootDirectory implements AutoCloseable {

  private final Path path;
  private final FileChannel lock;
  private final boolean temporary;

  private RootDirectory(Path path, FileChannel lock, boolean temporary) {
    this.path = path;
    this.lock = lock;
    this.temporary = temporary;
  }

  /** Makes the directory if it is missing and locks it; null for a temporary one. */
  static RootDirectory open(@Nullable Path chosen) {
    try {
      Path path =
          chosen == null
              ? Files.createTempDirectory("kubelette-")
              : Files.createDirectories(chosen);
      Path real = path.toRealPath();
      return new RootDirectory(real, lock(real), chosen == null);
    } catch (IOException failure) {
      throw new UncheckedIOException("the root directory " + chosen + " cannot be used", failure);
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = tryLock(channel) != null;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    if (!locked) {
      throw new IllegalStateException(
          "another node uses the root directory " + path + ": give each node its own");
    }
    return channel;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      return null;
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      lock.close();
      if (temporary) {
        deleteAll();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("the root directory " + path + " cannot be left", failure);
    }
  }

  private void deleteAll() throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> tree = Files.walk(path)) {
      deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path entry : deepestFirst) {
      Files.deleteIfExists(entry);
    }
  }
}

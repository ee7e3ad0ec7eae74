package io.kubelette.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder that goes when it is closed, with all that is in it.
 *
 * @param path where it is
 */
public record TemporaryFolder(Path path) implements AutoCloseable {

  /** Where files are only kept in memory, if the machine has such a place. */
  public static final Path IN_MEMORY = Path.of("/dev/shm");

  /** A new one where the machine keeps such folders. */
  public static TemporaryFolder create() throws IOException {
    return in(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** A new one in that folder. */
  public static TemporaryFolder in(Path parent) throws IOException {
    return new TemporaryFolder(Files.createTempDirectory(parent, "kubelette-benchmark-"));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }
}

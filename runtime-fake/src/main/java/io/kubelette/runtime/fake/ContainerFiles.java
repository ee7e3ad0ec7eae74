package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.Mount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file system of a container: its mounts, and else a folder of its own that is made when it is
 * first asked for.
 *
 * <p>Thread-safe because its one state is guarded by its monitor.
 */
final class ContainerFiles {

  private static final Logger LOG = LoggerFactory.getLogger(ContainerFiles.class);

  private final ContainerSpec spec;
  private final MemoryFolders memory;
  private @Nullable Path own;
  private boolean removed;

  ContainerFiles(ContainerSpec spec, MemoryFolders memory) {
    this.spec = spec;
    this.memory = memory;
  }

  Path path(String inContainer) {
    return locate(inContainer);
  }

  Path writable(String inContainer) {
    boolean readOnly =
        mountOf(inContainer)
            .map(mount -> mount.access() != Mount.Access.READ_WRITE)
            .orElse(spec.security().readOnlyRootFilesystem());
    if (readOnly) {
      throw new ReadOnlyFileSystemException();
    }
    Path path = locate(inContainer);
    Path parent = path.getParent();
    try {
      if (parent != null && mountOf(inContainer).isEmpty()) {
        Files.createDirectories(parent);
      }
      return path;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Path locate(String inContainer) {
    Path absolute = normal(inContainer);
    Optional<Mount> mount = mountOf(inContainer);
    if (mount.isEmpty()) {
      return below(root(), absolute.toString().substring(1));
    }
    Path rest = normal(mount.get().path()).relativize(absolute);
    return below(source(mount.get().source()), rest.toString());
  }

  private static Path below(Path folder, String rest) {
    return rest.isEmpty() ? folder : folder.resolve(rest);
  }

  private Path source(Mount.Source source) {
    return source instanceof Mount.HostPath host
        ? Path.of(host.path())
        : memory.folder((Mount.Memory) source);
  }

  /** The innermost mount that holds the path. */
  private Optional<Mount> mountOf(String inContainer) {
    Path absolute = normal(inContainer);
    return spec.mounts().stream()
        .filter(mount -> absolute.startsWith(normal(mount.path())))
        .max(Comparator.comparingInt(mount -> normal(mount.path()).getNameCount()));
  }

  private static Path normal(String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("a path in a container is absolute, not " + path);
    }
    return Path.of(path).normalize();
  }

  private synchronized Path root() {
    try {
      if (removed) {
        throw new IllegalStateException("the container is removed, and its files with it");
      }
      if (own == null) {
        own = Files.createTempDirectory("kubelette-fake-");
      }
      return own;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  synchronized void remove() {
    removed = true;
    if (own != null) {
      delete(own);
      own = null;
    }
  }

  /** As much as can be: programs may still be writing. */
  static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    } catch (IOException | UncheckedIOException left) {
      LOG.debug("folder={} is not gone completely", folder, left);
    }
  }
}

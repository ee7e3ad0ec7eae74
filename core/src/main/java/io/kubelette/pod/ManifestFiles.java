package io.kubelette.pod;

import io.kubelette.loop.NamedThreads;
import io.kubelette.manifest.Document;
import io.kubelette.manifest.ManifestException;
import io.kubelette.manifest.Manifests;
import io.kubelette.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Manifests in a file, or in the files of a directory: one pod in each. Names that begin with a dot
 * and sub-directories are not read; a path that does not exist holds nothing.
 *
 * <p>Where the file system tells of changes they are read at once; a thread of its own waits for
 * them, since nothing else can wake a loop.
 *
 * <p>Thread-safe: {@code this} guards the watch.
 */
final class ManifestFiles implements ManifestShelf {

  private static final Logger LOG = LoggerFactory.getLogger(ManifestFiles.class);

  private final Path path;
  private final ManifestConfig config;
  private @Nullable WatchService watch;
  private @Nullable WatchKey registered;
  private boolean closed;

  ManifestFiles(Path path, ManifestConfig config) {
    this.path = path;
    this.config = config;
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public Duration poll() {
    return config.files();
  }

  @Override
  public Content read() throws IOException {
    // First of all, so that what changes while it is read is read again.
    register();
    Map<StaticPods.Origin, List<Pod>> pods = new LinkedHashMap<>();
    Map<StaticPods.Origin, String> faults = new LinkedHashMap<>();
    for (Path file : files()) {
      StaticPods.Origin origin = StaticPods.Origin.file(file);
      try {
        pods.put(origin, List.of(podOf(file)));
      } catch (ManifestException | UncheckedIOException fault) {
        // It may be gone by now, and then it is no fault.
        if (Files.exists(file)) {
          faults.put(origin, String.valueOf(fault.getMessage()));
        }
      }
    }
    return new Content(pods, faults);
  }

  private List<Path> files() throws IOException {
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private static Pod podOf(Path file) {
    List<Document> documents = Manifests.read(file);
    if (documents.size() == 1 && documents.get(0).object() instanceof Pod pod) {
      return pod;
    }
    throw new UncheckedIOException(
        new IOException(
            file.getFileName() + ": a static manifest holds one Pod, and nothing else"));
  }

  @Override
  public synchronized void watch(Runnable onChange) {
    if (closed) {
      return;
    }
    try {
      WatchService service = path.getFileSystem().newWatchService();
      watch = service;
      NamedThreads.single("kubelette-manifests").newThread(() -> tell(service, onChange)).start();
    } catch (IOException | UnsupportedOperationException deaf) {
      LOG.info("manifests={} are only read every {}: {}", path, config.files(), deaf.toString());
    }
  }

  /**
   * The directory, or the one that holds the file; as soon as it exists, and again if it returns.
   */
  private synchronized void register() {
    Path folder = Files.isDirectory(path) ? path : path.getParent();
    boolean listens = registered != null && registered.isValid();
    if (watch == null || closed || folder == null || !Files.isDirectory(folder)) {
      return;
    }
    if (listens && folder.equals(registered.watchable())) {
      return;
    }
    try {
      if (listens) {
        registered.cancel();
      }
      registered =
          folder.register(
              watch,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_DELETE);
    } catch (IOException deaf) {
      LOG.debug("manifests={} are not watched yet", path, deaf);
    }
  }

  /** On the watching thread, until the service is closed. */
  private static void tell(WatchService service, Runnable onChange) {
    try {
      while (true) {
        WatchKey key = service.take();
        key.pollEvents();
        key.reset();
        onChange.run();
      }
    } catch (ClosedWatchServiceException | InterruptedException end) {
      LOG.debug("a watch of manifests ends");
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (watch != null) {
      try {
        watch.close();
      } catch (IOException failure) {
        LOG.warn("manifests={} the watch did not close", path, failure);
      }
      watch = null;
    }
  }
}

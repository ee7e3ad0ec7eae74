package io.kubelette.service;

import io.kubelette.loop.EventLoop;
import io.kubelette.loop.Landing;
import io.kubelette.loop.Trip;
import io.kubelette.manifest.Document;
import io.kubelette.manifest.Manifests;
import io.kubelette.model.EndpointSlice;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link ServiceProxy} at what files say: Services with their {@code clusterIP}, and
 * EndpointSlices. No API, no store.
 *
 * <p>The files are looked at every second and read when they have changed. A file that cannot be
 * read, half written for instance, changes nothing: the proxy keeps the table that it has. Owned
 * by: the loop of its route; {@link #close} may be called from any thread.
 */
public final class FileRouting implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FileRouting.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  /** By which a changed file is known. */
  private record Stamp(Path file, FileTime modified, long size) {}

  private final Path source;
  private final ServiceRouting.Target target;
  private final Trip.Route route;
  private final CompletableFuture<Void> first = new CompletableFuture<>();
  private List<Stamp> known = List.of();
  private String complaint = "";
  private EventLoop.@Nullable Timer timer;
  private volatile boolean closed;

  private FileRouting(Path source, ServiceRouting.Target target, Trip.Route route) {
    this.source = source;
    this.target = target;
    this.route = route;
  }

  /**
   * Begins to follow a file, or all {@code .yaml}, {@code .yml} and {@code .json} files of a
   * directory; may be called on any thread.
   *
   * @param target what is kept up to date; the proxy stays the caller's to close, after this
   * @param route the loop that owns the routing, the pool where files are read and tables are
   *     applied, and how long that may take
   */
  public static FileRouting start(Path source, ServiceRouting.Target target, Trip.Route route) {
    FileRouting routing = new FileRouting(source, target, route);
    route.loop().execute(routing::look);
    return routing;
  }

  /**
   * The table that a manifest of Services and EndpointSlices asks for.
   *
   * @throws io.kubelette.manifest.ManifestException if the file is no good
   */
  public static RoutingTable read(Path file, ProxyNode node) {
    return table(Manifests.read(file), node);
  }

  /** Completes, on the loop, once the proxy follows what the files said first. */
  public CompletionStage<Void> applied() {
    return first;
  }

  /** Stops following; the proxy keeps the table that it has. May be called twice. */
  @Override
  public void close() {
    closed = true;
    route
        .loop()
        .execute(
            () -> {
              if (timer != null) {
                timer.cancel();
              }
            });
  }

  private void look() {
    List<Stamp> before = known;
    if (!closed) {
      Trip.begin(route, () -> lookAt(before), this::landed);
    }
  }

  private void landed(Landing<List<Stamp>> landing) {
    if (landing.failure().isPresent()) {
      complain(String.valueOf(landing.failure().get().getMessage()));
    } else {
      complaint = "";
      known = landing.result();
      first.complete(null);
    }
    if (!closed) {
      timer = route.loop().schedule(POLL, this::look);
    }
  }

  private void complain(String reason) {
    if (!reason.equals(complaint)) {
      complaint = reason;
      LOG.warn("routes={} stay as they are: {}", source, reason);
    }
  }

  /** On the I/O pool. */
  private List<Stamp> lookAt(List<Stamp> before) throws Exception {
    List<Stamp> now = stamps();
    if (now.equals(before)) {
      return now;
    }
    List<Document> documents = new ArrayList<>();
    now.forEach(stamp -> documents.addAll(Manifests.read(stamp.file())));
    RoutingTable table = table(documents, target.node());
    target.proxy().apply(table).toCompletableFuture().get();
    LOG.info("routes={} applied={}", source, table.routes().size());
    return now;
  }

  private List<Stamp> stamps() throws IOException {
    List<Stamp> stamps = new ArrayList<>();
    for (Path file : files()) {
      stamps.add(new Stamp(file, Files.getLastModifiedTime(file), Files.size(file)));
    }
    return stamps;
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(source)) {
      if (!Files.exists(source)) {
        throw new NoSuchFileException(source.toString(), null, "there is no such file");
      }
      return List.of(source);
    }
    try (Stream<Path> inside = Files.list(source)) {
      return inside.filter(FileRouting::isManifest).sorted().toList();
    }
  }

  private static boolean isManifest(Path file) {
    return file.getFileName().toString().matches("[^.].*\\.(yaml|yml|json)");
  }

  private static RoutingTable table(List<Document> documents, ProxyNode node) {
    RouteIndex index = new RouteIndex(node);
    for (Document document : documents) {
      KubernetesObject object = placed(document.object());
      if (object instanceof Service service) {
        index.put(service);
        RouteDerivation.objections(service).forEach(reason -> tell(document, reason));
        if (service.spec().clusterIP() == null) {
          tell(document, "it has no clusterIP, and nobody allocates one to services of a file");
        }
      } else if (object instanceof EndpointSlice slice) {
        index.put(slice);
      } else {
        tell(document, "a " + object.kind() + " is neither a Service nor an EndpointSlice");
      }
    }
    return index.table();
  }

  private static void tell(Document document, String reason) {
    LOG.warn("{} is not served as it says: {}", document.place(), reason);
  }

  private static KubernetesObject placed(KubernetesObject object) {
    ObjectMeta metadata = object.metadata();
    return object.withMetadata(
        metadata.withNamespace(Objects.requireNonNullElse(metadata.namespace(), "default")));
  }
}

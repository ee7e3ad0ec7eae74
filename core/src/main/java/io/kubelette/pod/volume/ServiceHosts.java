package io.kubelette.pod.volume;

import io.kubelette.loop.Trip;
import io.kubelette.model.HostAlias;
import io.kubelette.pod.reference.PodNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names of services in the hosts files of pods.
 *
 * <p>Files are changed in place and never made anew, since containers that run have them mounted.
 * Thread-safe: one lock guards the files and what is written to them, and who tells of services
 * does not wait for it.
 */
public final class ServiceHosts {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceHosts.class);

  private static final Duration RETRY = Duration.ofSeconds(5);

  private final Path pods;
  private final ReentrantLock writing = new ReentrantLock();

  /** By hosts file, the namespace of its pod; guarded by the lock. */
  private final Map<Path, String> files = new HashMap<>();

  /** Guarded by the lock. */
  private boolean adopted;

  private final AtomicBoolean pending = new AtomicBoolean();

  /** Null where nobody tells of services; until somebody does, files stay as they are. */
  private volatile @Nullable List<ServiceHost> services;

  /** Of the pods that have their folders there. */
  ServiceHosts(Path pods) {
    this.pods = pods;
  }

  /** The services that there are from now on; hosts files learn of them by {@link #spread}. */
  public void are(List<ServiceHost> now) {
    services = List.copyOf(now);
  }

  /**
   * Has all hosts files tell the services, soon; called on the loop of the route.
   *
   * @param route where files are written
   */
  public void spread(Trip.Route route) {
    if (pending.compareAndSet(false, true)) {
      Trip.begin(
          route,
          () -> {
            pending.set(false);
            rewrite();
            return true;
          },
          landing ->
              landing
                  .failure()
                  .ifPresent(
                      failure -> {
                        pending.set(false);
                        LOG.debug("hosts files again in {}: {}", RETRY, failure.toString());
                        route.loop().schedule(RETRY, () -> spread(route));
                      }));
    }
  }

  /** Writes a pod's hosts file, with the services as they are, and keeps it up to date. */
  void begin(Path file, String namespace, String text) throws IOException {
    writing.lock();
    try {
      files.put(file, namespace);
      HostsFiles.write(file, named(text, namespace));
    } finally {
      writing.unlock();
    }
  }

  void forget(Path file) {
    writing.lock();
    try {
      files.remove(file);
    } finally {
      writing.unlock();
    }
  }

  private void rewrite() {
    writing.lock();
    try {
      if (!adopted) {
        adopt();
        adopted = true;
      }
      rewriteAll();
    } finally {
      writing.unlock();
    }
  }

  /** Containers that outlived the node's earlier life have files of then mounted. */
  private void adopt() {
    if (!Files.isDirectory(pods, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(pods)) {
      for (Path folder : folders) {
        Path file = new PodFolder(folder).hosts();
        HostsFiles.read(file)
            .flatMap(HostsFile::namespace)
            .ifPresent(namespace -> files.putIfAbsent(file, namespace));
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      LOG.warn("path={} cannot be read: {}", pods, unreadable.toString());
    }
  }

  /** One that cannot be written does not keep the others from learning. */
  private void rewriteAll() {
    UncheckedIOException first = null;
    for (Map.Entry<Path, String> each : files.entrySet()) {
      try {
        HostsFiles.rewrite(each.getKey(), text -> named(text, each.getValue()));
      } catch (NoSuchFileException gone) {
        LOG.debug("path={} is gone", each.getKey());
      } catch (IOException refused) {
        LOG.warn("path={} does not learn of services: {}", each.getKey(), refused.toString());
        first = first == null ? new UncheckedIOException(refused) : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private String named(String text, String namespace) {
    List<ServiceHost> known = services;
    if (known == null) {
      return text;
    }
    Set<String> nearest =
        known.stream()
            .filter(one -> one.namespace().equals(namespace))
            .map(ServiceHost::service)
            .collect(Collectors.toSet());
    List<HostAlias> names = known.stream().map(one -> alias(one, namespace, nearest)).toList();
    return HostsFile.withServices(text, namespace, names);
  }

  /**
   * Its names, as pods of that namespace may say them.
   *
   * @param nearest short names of that namespace: as a resolver searches it before all others, they
   *     mean nobody else there, for instance {@code web.prod} the pod of a headless service
   */
  private static HostAlias alias(ServiceHost one, String namespace, Set<String> nearest) {
    boolean near = one.namespace().equals(namespace);
    List<String> names = PodNames.ofService(one.namespace(), one.service(), namespace);
    return new HostAlias(
        one.address(),
        names.stream()
            .filter(name -> !nearest.contains(name) || (near && name.equals(one.service())))
            .toList());
  }
}

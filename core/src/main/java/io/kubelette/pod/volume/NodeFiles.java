package io.kubelette.pod.volume;

import io.kubelette.loop.Clock;
import io.kubelette.pod.reference.PodObjects;
import io.kubelette.pod.reference.ReferenceException;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodObservation;
import io.kubelette.runtime.VolumeRoom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a node's pods, below {@code pods} in its root directory, and the folders that stand
 * for persistent volume claims, below {@code claims}.
 *
 * <p>Thread-safe because it does not change, but for {@link SharedFolders} and {@link
 * ServiceHosts}, which have locks.
 */
public final class NodeFiles {

  private static final Logger LOG = LoggerFactory.getLogger(NodeFiles.class);

  private final Path root;
  private final PodObjects objects;
  private final Clock clock;
  private final AllowedHostPaths hostPaths;
  private final VolumeRoom room;
  private final SharedFolders shared;
  private final ServiceHosts serviceHosts;

  /**
   * The files of a node.
   *
   * @param root the node's root directory
   * @param objects to which volumes refer
   * @param clock names what is written
   * @param hostPaths where on the host pods may be
   */
  public NodeFiles(Path root, PodObjects objects, Clock clock, AllowedHostPaths hostPaths) {
    this.root = root;
    this.room = VolumeRoom.ENOUGH;
    this.shared = new SharedFolders();
    this.serviceHosts = new ServiceHosts(root.resolve("pods"));
    this.objects = objects;
    this.clock = clock;
    this.hostPaths = hostPaths;
  }

  private NodeFiles(NodeFiles same, VolumeRoom room) {
    this.root = same.root;
    this.room = room;
    this.shared = same.shared;
    this.serviceHosts = same.serviceHosts;
    this.objects = same.objects;
    this.clock = same.clock;
    this.hostPaths = same.hostPaths;
  }

  /** The same files, but volumes are written only where there is room for them. */
  public NodeFiles within(VolumeRoom limits) {
    return new NodeFiles(this, limits);
  }

  PodObjects objects() {
    return objects;
  }

  Clock clock() {
    return clock;
  }

  AllowedHostPaths hostPaths() {
    return hostPaths;
  }

  SharedFolders shared() {
    return shared;
  }

  /** The names of services in the hosts files of all pods. */
  public ServiceHosts serviceHosts() {
    return serviceHosts;
  }

  /** Those of one pod; nothing is made yet. */
  public PodFiles of(PodIdentity pod) {
    return new PodFiles(PodFolder.of(root, pod), this, volume -> room.require(pod, volume));
  }

  /**
   * Takes note of what containers of the node's earlier life may write to; to be told of all that
   * is there before anything starts. May block.
   */
  public void adopt(List<PodObservation> earlier) {
    for (PodObservation pod : earlier) {
      for (ObservedContainer container : pod.containers()) {
        if (container.state() != ObservedContainer.State.EXITED) {
          String folder = String.valueOf(PodFolder.of(root, pod.pod()).root().getFileName());
          shared.adopt(
              new SharedFolders.Holder(folder, container.name()), KeptFolders.of(container));
        }
      }
    }
  }

  Path claims() {
    return root.resolve("claims");
  }

  /**
   * The uids of pods of an earlier life that have left files, and another try to remove what could
   * not be removed then. May block.
   */
  public List<String> leftovers() {
    emptyTrash();
    Path pods = root.resolve("pods");
    if (!Files.isDirectory(pods, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(pods)) {
      return folders.map(folder -> String.valueOf(folder.getFileName())).sorted().toList();
    } catch (IOException unreadable) {
      LOG.warn("path={} cannot be read: {}", pods, unreadable.toString());
      return List.of();
    }
  }

  /**
   * The text of a seccomp profile of the node, which lies below {@code seccomp}.
   *
   * @throws ReferenceException if there is none of that name, or the name leads out of the folder
   */
  String seccompProfile(String name) {
    Path folder = root.resolve("seccomp");
    try {
      Path file = folder.toRealPath();
      for (String step : VolumePaths.namesOfSubPath(name)) {
        file = file.resolve(step);
      }
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        throw new ReferenceException("seccomp profile \"" + name + "\" leads out of " + folder);
      }
      return Files.readString(file);
    } catch (IOException absent) {
      throw new ReferenceException(
          "cannot load seccomp profile \"%s\" from %s: %s"
              .formatted(name, folder, VolumeException.words(absent)));
    }
  }

  /** How many bytes lie in a volume of a pod on disk; 0 if there is no such volume. May block. */
  public long bytes(String podUid, String volume) {
    Path pod = root.resolve("pods").resolve(PodFolder.name(podUid));
    Path folder = new PodFolder(pod).volume(VolumeKinds.EMPTY_DIR, volume);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return 0;
    }
    AtomicLong bytes = new AtomicLong();
    try {
      Files.walkFileTree(folder, new Measure(bytes));
    } catch (IOException vanished) {
      LOG.debug("path={} changes while it is measured: {}", folder, vanished.toString());
    }
    return bytes.get();
  }

  /** Adds up the sizes of files, whatever vanishes meanwhile; links are not followed. */
  private static final class Measure extends SimpleFileVisitor<Path> {
    private final AtomicLong bytes;

    Measure(AtomicLong bytes) {
      this.bytes = bytes;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes.addAndGet(attributes.isRegularFile() ? attributes.size() : 0);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException vanished) {
      return FileVisitResult.CONTINUE;
    }
  }

  /** Removes a folder, or at least takes it away, which always succeeds among our own. */
  void discard(Path folder) {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Folders.makePrivate(trash());
      Path away = unused(trash().resolve(folder.getFileName()));
      Files.move(folder, away, StandardCopyOption.ATOMIC_MOVE);
      removeOrLeave(away);
    } catch (IOException refused) {
      throw new UncheckedIOException(VolumeException.words(refused), refused);
    }
  }

  private Path trash() {
    return root.resolve("trash");
  }

  private static Path unused(Path wanted) {
    Path path = wanted;
    for (int number = 1; Files.exists(path, LinkOption.NOFOLLOW_LINKS); number++) {
      path = wanted.resolveSibling(wanted.getFileName() + "-" + number);
    }
    return path;
  }

  private void emptyTrash() {
    if (Files.isDirectory(trash(), LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(trash())) {
        entries.forEach(NodeFiles::removeOrLeave);
      } catch (IOException unreadable) {
        LOG.warn("path={} cannot be read: {}", trash(), unreadable.toString());
      }
    }
  }

  private static void removeOrLeave(Path path) {
    try {
      Folders.remove(path);
    } catch (IOException refused) {
      LOG.warn("path={} cannot be removed, remove it as root: {}", path, refused.toString());
    }
  }
}

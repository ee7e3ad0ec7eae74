package io.kubelette.pod.volume;

import io.kubelette.pod.reference.ReferenceException;
import io.kubelette.runtime.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folders of the host that containers of several pods may write to: host paths and claims. An
 * engine is told a path, not a handle, so that whoever writes above that path could put a link into
 * it between the node's check and the engine's mount. Such a start is refused while a container
 * that could is there; what {@link MountRaces} is within a pod's own volume, this is among pods.
 *
 * <p>A folder is known by what it is, not by its path: it may have been moved since. Thread-safe by
 * its lock, under which the file system is asked.
 */
final class SharedFolders {

  private static final Logger LOG = LoggerFactory.getLogger(SharedFolders.class);

  /** Whose a mount is. */
  record Holder(String podUid, String container) {}

  /**
   * By pod and container, what containers may write to, by the file system's identity of the
   * folder; only pods that share are in it. Locked by this.
   */
  private final Map<String, Map<String, Set<Object>>> writable = new HashMap<>();

  /** What an engine is about to mount, as it was checked; locked by this. */
  private final Map<Holder, List<Path>> underWay = new HashMap<>();

  /**
   * A container is about to be made with these mounts.
   *
   * @param running those containers of its pod that run; what others of it held is free
   * @throws ReferenceException if another container could lead one of them elsewhere, or this one
   *     could those that an engine mounts right now
   */
  synchronized void begin(Holder holder, Set<String> running, List<Mount> mounts)
      throws IOException {
    forget(holder, running);
    if (mounts.isEmpty()) {
      return;
    }
    List<Path> paths = new ArrayList<>();
    Set<Object> written = new HashSet<>();
    for (Mount mount : mounts) {
      Path path = path(mount);
      refuseIfWritableAbove(path);
      paths.add(path);
      if (mount.access() == Mount.Access.READ_WRITE && Files.isDirectory(path)) {
        written.add(identity(path));
      }
    }
    for (List<Path> mounted : underWay.values()) {
      for (Path path : mounted) {
        if (isBelow(path, written)) {
          throw refused(path, "is being mounted for another container right now");
        }
      }
    }
    writable
        .computeIfAbsent(holder.podUid(), uid -> new HashMap<>())
        .put(holder.container(), written);
    underWay.put(holder, paths);
  }

  /** The engine has mounted what a container was made with, or never will. */
  synchronized void mounted(Holder holder) {
    underWay.remove(holder);
  }

  /** A container of an earlier life may hold these folders; what is missing it does not hold. */
  synchronized void adopt(Holder holder, List<Path> folders) {
    Set<Object> held = new HashSet<>();
    for (Path folder : folders) {
      try {
        if (Files.isDirectory(folder)) {
          held.add(identity(folder));
        }
      } catch (IOException vanished) {
        LOG.warn("pod={} path={} cannot be read: {}", holder.podUid(), folder, vanished.toString());
      }
    }
    if (!held.isEmpty()) {
      writable
          .computeIfAbsent(holder.podUid(), uid -> new HashMap<>())
          .putIfAbsent(holder.container(), held);
    }
  }

  /** No container of the pod is there any more. */
  synchronized void release(String podUid) {
    Map<String, Set<Object>> held = writable.remove(podUid);
    if (held != null) {
      held.keySet().forEach(container -> underWay.remove(new Holder(podUid, container)));
    }
  }

  /** A pod starts one container at a time. */
  private void forget(Holder holder, Set<String> running) {
    Map<String, Set<Object>> held = writable.get(holder.podUid());
    if (held == null) {
      return;
    }
    held.keySet().forEach(each -> underWay.remove(new Holder(holder.podUid(), each)));
    held.keySet().removeIf(each -> each.equals(holder.container()) || !running.contains(each));
    if (held.isEmpty()) {
      writable.remove(holder.podUid());
    }
  }

  private void refuseIfWritableAbove(Path path) throws IOException {
    for (Map<String, Set<Object>> pod : writable.values()) {
      for (Set<Object> held : pod.values()) {
        if (isBelow(path, held)) {
          throw refused(path, "lies in a folder to which a container that runs may write");
        }
      }
    }
  }

  private static boolean isBelow(Path path, Set<Object> folders) throws IOException {
    if (folders.isEmpty()) {
      return false;
    }
    for (Path above = path.getParent(); above != null; above = above.getParent()) {
      if (Files.isDirectory(above) && folders.contains(identity(above))) {
        return true;
      }
    }
    return false;
  }

  /** A file system that knows no identities is asked for the real path. */
  private static Object identity(Path folder) throws IOException {
    @Nullable Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
    return Objects.requireNonNullElseGet(key, folder::toAbsolutePath);
  }

  private static Path path(Mount mount) {
    return Path.of(((Mount.HostPath) mount.source()).path());
  }

  private static ReferenceException refused(Path path, String why) {
    return new ReferenceException(
        ("unable to mount %s: it %s, which could lead it elsewhere; mount the same folder in both,"
                + " or mount the outer one read-only")
            .formatted(path, why));
  }
}

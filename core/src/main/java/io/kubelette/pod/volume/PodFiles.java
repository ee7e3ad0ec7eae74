package io.kubelette.pod.volume;

import io.kubelette.model.Container;
import io.kubelette.pod.reference.PodPlace;
import io.kubelette.pod.reference.ReferenceException;
import io.kubelette.pod.reference.RememberedObjects;
import io.kubelette.runtime.Mount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The files of one pod.
 *
 * <p>Called on the I/O pool; may block. Volumes are prepared and removed by one thread at a time,
 * containers are given theirs by one thread at a time.
 */
public final class PodFiles {

  private final PodFolder folder;
  private final NodeFiles node;
  private final RememberedObjects objects;
  private final PodVolumes volumes;

  /** {@code room} refuses, by its name, a volume that cannot be written. */
  PodFiles(PodFolder folder, NodeFiles node, Consumer<String> room) {
    this.folder = folder;
    this.node = node;
    this.objects = new RememberedObjects(node.objects());
    this.volumes = new PodVolumes(folder, node, objects, room);
  }

  /** The objects to which the pod refers, as it sees them. */
  public RememberedObjects objects() {
    return objects;
  }

  /**
   * Makes every volume what it is to be now; may be repeated at any time.
   *
   * @throws VolumeException if one cannot be made, for now
   */
  public void prepareVolumes(PodPlace place) {
    volumes.prepare(place);
  }

  /**
   * What a container to be started needs from here.
   *
   * @param place the pod with its address
   * @param definition of the container
   * @param attempt its number
   * @param env its environment, for {@code subPathExpr}
   * @param running the names of the pod's containers that run
   */
  public record Request(
      PodPlace place,
      Container definition,
      int attempt,
      Map<String, String> env,
      Set<String> running) {

    /** Leaves the environment out: some of it is secret. */
    @Override
    public String toString() {
      return "Request[%s attempt=%d]".formatted(definition.name(), attempt);
    }
  }

  /**
   * What a container sees of the node.
   *
   * @param mounts all of it
   * @param annotations what must be kept with the container of it
   */
  public record View(List<Mount> mounts, Map<String, String> annotations) {}

  /**
   * Everything that the container sees of the node; what is missing is made.
   *
   * @throws ReferenceException if a mount cannot be made as it is said
   * @throws UncheckedIOException if the file system refuses
   */
  public View view(Request request) {
    try {
      ContainerMounts made = new ContainerMounts(folder, volumes, node.serviceHosts(), request);
      List<Mount> mounts = made.make();
      node.shared().begin(holder(request.definition()), request.running(), made.shared());
      if (!made.shared().isEmpty()) {
        verifyStill(mounts, request);
      }
      return new View(mounts, KeptFolders.annotations(made.shared()));
    } catch (IOException refused) {
      throw new UncheckedIOException(VolumeException.words(refused), refused);
    }
  }

  /** From here on nobody leads them elsewhere, but somebody may just have done so. */
  private void verifyStill(List<Mount> mounts, Request request) throws IOException {
    if (!new ContainerMounts(folder, volumes, node.serviceHosts(), request).make().equals(mounts)) {
      throw new ReferenceException(
          "what container \"%s\" mounts has just changed, it is mounted anew"
              .formatted(request.definition().name()));
    }
  }

  /** The engine has mounted what that container was given, or never will. */
  public void mounted(Container definition) {
    node.shared().mounted(holder(definition));
  }

  private SharedFolders.Holder holder(Container definition) {
    return new SharedFolders.Holder(
        String.valueOf(folder.root().getFileName()), String.valueOf(definition.name()));
  }

  /**
   * Makes an empty hosts file unless there is one, for containers that mount it before the pod has
   * an address; {@link #writeHosts} fills it.
   *
   * @throws UncheckedIOException if the file system refuses
   */
  public void reserveHosts() {
    try {
      HostsFiles.reserve(folder.hosts());
    } catch (IOException refused) {
      throw new UncheckedIOException(VolumeException.words(refused), refused);
    }
  }

  /**
   * Writes the hosts file, if the pod has an address.
   *
   * @throws UncheckedIOException if the file system refuses
   */
  public void writeHosts(PodPlace place) {
    try {
      HostsFiles.write(folder.hosts(), place, node.serviceHosts());
    } catch (IOException refused) {
      throw new UncheckedIOException(VolumeException.words(refused), refused);
    }
  }

  /**
   * The text of a seccomp profile of the node.
   *
   * @throws ReferenceException if there is none of that name
   */
  public String seccompProfile(String name) {
    return node.seccompProfile(name);
  }

  /**
   * What an attempt of a container that ended has written of its end; empty if nothing.
   *
   * @param longest how many bytes are read; of more the end counts
   */
  public Optional<String> terminationMessage(String container, int attempt, int longest) {
    return TerminationLogs.read(folder.terminationLog(container, attempt), longest);
  }

  /** Removes the volumes; what containers wrote of their ends stays. */
  public void removeVolumes() {
    node.shared().release(String.valueOf(folder.root().getFileName()));
    remove(folder.root().resolve("volumes"));
    remove(folder.root().resolve("volume-subpaths"));
  }

  /**
   * Removes all; success if there is nothing. What cannot be removed, since a container that runs
   * as another user has made it, goes out of the way.
   */
  public void removeAll() {
    node.shared().release(String.valueOf(folder.root().getFileName()));
    node.serviceHosts().forget(folder.hosts());
    node.discard(folder.root());
  }

  private static void remove(Path path) {
    try {
      if (Files.exists(path.getParent())) {
        Folders.remove(path);
      }
    } catch (IOException refused) {
      throw new UncheckedIOException(VolumeException.words(refused), refused);
    }
  }
}

package io.kubelette.pod.volume;

import io.kubelette.model.HostPathVolumeSource;
import io.kubelette.model.PodSecurityContext;
import io.kubelette.model.Volume;
import io.kubelette.pod.reference.PodObjects;
import io.kubelette.pod.reference.PodPlace;
import io.kubelette.pod.reference.ReferenceException;
import io.kubelette.runtime.ContainerRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Prepares a pod's volumes, and keeps those up to date that consist of the API's objects.
 *
 * <p>Used by one thread at a time: the pod's volume lane.
 */
final class PodVolumes {

  private static final int OPEN_TO_ALL = 0777;

  private final PodFolder folder;
  private final NodeFiles node;
  private final PodObjects objects;
  private final Consumer<String> room;

  /** By volume, what was written last; a digest, since the content may be confidential. */
  private final Map<String, String> written = new HashMap<>();

  PodVolumes(PodFolder folder, NodeFiles node, PodObjects objects, Consumer<String> room) {
    this.folder = folder;
    this.node = node;
    this.objects = objects;
    this.room = room;
  }

  /**
   * Makes every volume what it is to be; what is so already is not touched.
   *
   * @throws VolumeException for the first one that cannot be made; those after it are tried too
   */
  void prepare(PodPlace place) {
    VolumeException first = null;
    for (Volume volume : place.pod().spec().volumes()) {
      try {
        prepare(volume, place);
      } catch (IOException
          | UncheckedIOException
          | ReferenceException
          | ContainerRuntimeException failure) {
        VolumeException failed = new VolumeException(String.valueOf(volume.name()), failure);
        first = first == null ? failed : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private void prepare(Volume volume, PodPlace place) throws IOException {
    Ownership ownership = ownership(place);
    String kind = VolumeKinds.of(volume);
    Path path = folder.volume(kind, String.valueOf(volume.name()));
    if (VolumeFiles.areIn(volume)) {
      write(volume, place, new AtomicFolder(path, folder.workshop(), ownership));
    } else if (kind.equals(VolumeKinds.HOST_PATH)) {
      HostPathVolumeSource source = Objects.requireNonNull(volume.hostPath(), "its kind says so");
      HostPaths.prepare(hostPath(source), source);
      // What was made may have come upon a link that was not there before.
      hostPath(source);
    } else if (kind.equals(VolumeKinds.CLAIM)) {
      make(volume, claim(volume, place), ownership);
    } else if (!VolumeKinds.isInMemory(volume)) {
      make(volume, path, ownership);
    }
  }

  private void write(Volume volume, PodPlace place, AtomicFolder target) throws IOException {
    Map<String, VolumeFile> files = VolumeFiles.of(volume, place, objects);
    String digest = VolumeFile.digest(files);
    if (!digest.equals(written.get(volume.name()))) {
      room.accept(String.valueOf(volume.name()));
      target.replace(files, node.clock().now());
      written.put(String.valueOf(volume.name()), digest);
    }
  }

  /** What containers have made in it stays as it is, also when the node starts anew. */
  private void make(Volume volume, Path path, Ownership ownership) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      room.accept(String.valueOf(volume.name()));
      Folders.makePrivate(path.getParent());
      Files.createDirectory(path);
      ownership.giveFolder(path, OPEN_TO_ALL);
    }
  }

  static Ownership ownership(PodPlace place) {
    PodSecurityContext security = place.pod().spec().securityContext();
    return new Ownership(security == null ? null : security.fsGroup());
  }

  /**
   * Where a volume lies.
   *
   * @throws ReferenceException for a kind that cannot be prepared, or a path of the host that leads
   *     where pods may not go
   */
  Path path(Volume volume, PodPlace place) throws IOException {
    String kind = VolumeKinds.of(volume);
    if (volume.hostPath() != null) {
      return hostPath(volume.hostPath());
    }
    return kind.equals(VolumeKinds.CLAIM)
        ? claim(volume, place)
        : folder.volume(kind, String.valueOf(volume.name()));
  }

  /** Asked again at each mount: a pod may have changed what is there. */
  private Path hostPath(HostPathVolumeSource source) throws IOException {
    return node.hostPaths().real(Path.of(String.valueOf(source.path())));
  }

  /**
   * Whether pods share a volume's folder, and its path must be kept from those that do. Pods that
   * may mount every path of the host need no link to get anywhere.
   */
  boolean isShared(Volume volume) {
    return volume.persistentVolumeClaim() != null
        || (volume.hostPath() != null && node.hostPaths().areLimited());
  }

  /** A claim is a folder of the node, one for each name, that outlives the pods which use it. */
  private Path claim(Volume volume, PodPlace place) {
    String claim =
        volume.persistentVolumeClaim() == null
            ? ""
            : String.valueOf(volume.persistentVolumeClaim().claimName());
    return node.claims().resolve(PodFolder.name(place.namespace())).resolve(PodFolder.name(claim));
  }
}

package io.kubelette.pod.volume;

import io.kubelette.model.Volume;
import io.kubelette.model.VolumeMount;
import io.kubelette.pod.reference.ReferenceException;
import io.kubelette.pod.reference.VariableReferences;
import io.kubelette.runtime.Mount;
import io.kubelette.runtime.Mount.Access;
import io.kubelette.runtime.Mount.Propagation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a container that is about to start sees of the node: its pod's volumes, the hosts file, and
 * the file in which it may say why it ends.
 *
 * <p>Owned by the call that made it.
 */
final class ContainerMounts {

  private static final String HOSTS = "/etc/hosts";

  private final PodFolder folder;
  private final PodVolumes volumes;
  private final PodFiles.Request request;
  private final ServiceHosts services;
  private final MountRaces races;
  private final List<Mount> mounts = new ArrayList<>();
  private final List<Mount> shared = new ArrayList<>();

  ContainerMounts(
      PodFolder folder, PodVolumes volumes, ServiceHosts services, PodFiles.Request request) {
    this.services = services;
    this.folder = folder;
    this.volumes = volumes;
    this.request = request;
    this.races = new MountRaces(request.place().pod(), request.running());
  }

  List<Mount> make() throws IOException {
    List<VolumeMount> wanted = request.definition().volumeMounts();
    for (int index = 0; index < wanted.size(); index++) {
      mounts.add(mount(wanted.get(index), index));
    }
    if (isFree(HOSTS) && HostsFiles.write(folder.hosts(), request.place(), services)) {
      mounts.add(Mount.of(HOSTS, folder.hosts().toString()));
    }
    String messages = request.definition().terminationMessagePath();
    if (messages != null && !messages.isEmpty() && isFree(absolute(messages))) {
      Path log = folder.terminationLog(request.definition().name(), request.attempt());
      TerminationLogs.make(log);
      mounts.add(Mount.of(absolute(messages), log.toString()));
    }
    return mounts;
  }

  /** Those of what was made that show folders which other pods may write to. */
  List<Mount> shared() {
    return shared;
  }

  private boolean isFree(String path) {
    return mounts.stream().noneMatch(mount -> mount.path().equals(path));
  }

  private static String absolute(@Nullable String path) {
    String text = path == null ? "" : path;
    return text.startsWith("/") ? text : "/" + text;
  }

  private Mount mount(VolumeMount wanted, int index) throws IOException {
    Volume volume =
        request.place().pod().spec().volumes().stream()
            .filter(one -> one.name() != null && one.name().equals(wanted.name()))
            .findFirst()
            .orElseThrow(
                () ->
                    new ReferenceException(
                        "cannot find volume \"%s\" to mount into container \"%s\""
                            .formatted(wanted.name(), request.definition().name())));
    String part = subPath(wanted);
    Mount made =
        new Mount(
            absolute(wanted.mountPath()),
            source(volume, part, index),
            access(volume, wanted),
            propagation(wanted));
    if (volumes.isShared(volume)) {
      shared.add(made);
    }
    return made;
  }

  private String subPath(VolumeMount wanted) {
    if (wanted.subPathExpr() == null || wanted.subPathExpr().isEmpty()) {
      return wanted.subPath() == null ? "" : wanted.subPath();
    }
    return VariableReferences.expand(
        wanted.subPathExpr(),
        name -> {
          String value = request.env().get(name);
          if (value == null) {
            throw new ReferenceException("missing value for \"" + name + "\"");
          }
          return value;
        });
  }

  private Mount.Source source(Volume volume, String part, int index) throws IOException {
    List<String> names = VolumePaths.namesOfSubPath(part);
    if (VolumeKinds.isInMemory(volume)) {
      String name = String.valueOf(volume.name());
      return new Mount.Memory(name, names.isEmpty() ? null : String.join("/", names));
    }
    Path path = volumes.path(volume, request.place());
    if (names.isEmpty()) {
      return new Mount.HostPath(path.toString());
    }
    Ownership ownership = PodVolumes.ownership(request.place());
    if (VolumeFiles.areIn(volume)) {
      Path copy = folder.subPath(String.valueOf(request.definition().name()), index);
      AtomicFolder files = new AtomicFolder(path, folder.workshop(), ownership);
      FileCopies.replace(files.current(), names, copy);
      return new Mount.HostPath(copy.toString());
    }
    Path real = new SubPaths(folder.workshop(), ownership).resolve(path, names);
    boolean linked = !path.toRealPath().resolve(String.join("/", names)).equals(real);
    races.refuse(String.valueOf(volume.name()), names, linked);
    return new Mount.HostPath(real.toString());
  }

  static Access access(Volume volume, VolumeMount wanted) {
    boolean claimIsReadOnly =
        volume.persistentVolumeClaim() != null
            && Boolean.TRUE.equals(volume.persistentVolumeClaim().readOnly());
    boolean readOnly =
        Boolean.TRUE.equals(wanted.readOnly()) || claimIsReadOnly || VolumeFiles.areIn(volume);
    if (!readOnly) {
      return Access.READ_WRITE;
    }
    return "Enabled".equals(wanted.recursiveReadOnly())
        ? Access.READ_ONLY_RECURSIVE
        : Access.READ_ONLY;
  }

  private static Propagation propagation(VolumeMount wanted) {
    return switch (wanted.mountPropagation() == null ? "" : wanted.mountPropagation()) {
      case "HostToContainer" -> Propagation.HOST_TO_CONTAINER;
      case "Bidirectional" -> Propagation.BIDIRECTIONAL;
      default -> Propagation.PRIVATE;
    };
  }
}

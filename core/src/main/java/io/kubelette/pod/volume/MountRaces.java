package io.kubelette.pod.volume;

import io.kubelette.model.Container;
import io.kubelette.model.Pod;
import io.kubelette.model.VolumeMount;
import io.kubelette.pod.reference.ReferenceException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whether a container that runs could put a link into the path of a {@code subPath} between its
 * check and the engine's mount. The engine is told a path, not a handle, so the only sure way is
 * that nobody is there who could: such a start is refused until that container has ended. Pure.
 *
 * <p>A name in a path can be changed by whoever writes to a folder above it. One who did so earlier
 * may also have moved a folder that another container holds, so that a path of several names is
 * only sure where no container of the pod ever writes above another's part.
 *
 * @param pod as desired
 * @param running the names of the containers that run
 */
record MountRaces(Pod pod, Set<String> running) {

  /**
   * Refuses a start that could be subverted.
   *
   * @param linked whether the path led through links, which makes it any path in the volume
   * @throws ReferenceException if a running container writes above that part of the volume
   */
  void refuse(String volume, List<String> part, boolean linked) {
    List<VolumeMount> live = writable(volume, container -> running.contains(container.name()));
    boolean safe =
        live.isEmpty()
            || (!linked
                && live.stream().noneMatch(mount -> isAbove(mount, part))
                && (part.size() == 1 || nobodyWritesAboveAnother(volume)));
    if (!safe) {
      throw new ReferenceException(
          "unable to provision SubPath `%s`: a container that runs may write above it in volume"
                  .formatted(String.join("/", part))
              + " \"%s\" and could lead it out of the volume; mount the volume itself, or read-only"
                  .formatted(volume)
              + " there");
    }
  }

  private boolean nobodyWritesAboveAnother(String volume) {
    List<VolumeMount> all = writable(volume, any -> true);
    return all.stream()
        .noneMatch(
            mount -> all.stream().anyMatch(other -> isExpr(other) || isAbove(mount, names(other))));
  }

  private List<VolumeMount> writable(String volume, Predicate<Container> which) {
    return Stream.of(pod.spec().initContainers(), pod.spec().containers())
        .flatMap(List::stream)
        .filter(which)
        .flatMap(container -> container.volumeMounts().stream())
        .filter(mount -> volume.equals(mount.name()) && !Boolean.TRUE.equals(mount.readOnly()))
        .toList();
  }

  /** Whether a mount may hold a folder above that part; one by variables may hold any. */
  private static boolean isAbove(VolumeMount mount, List<String> part) {
    if (isExpr(mount)) {
      return true;
    }
    List<String> names = names(mount);
    return names.size() < part.size() && part.subList(0, names.size()).equals(names);
  }

  private static boolean isExpr(VolumeMount mount) {
    return mount.subPathExpr() != null && !mount.subPathExpr().isEmpty();
  }

  private static List<String> names(VolumeMount mount) {
    return VolumePaths.namesOfSubPath(mount.subPath() == null ? "" : mount.subPath());
  }
}

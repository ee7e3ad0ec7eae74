package io.kubelette.simulation;

import io.kubelette.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * After quiet the disk holds nothing that no pod explains: no files of a pod that is gone, no
 * volumes of one that has ended, and no trash; a pod that runs and has volumes has them on disk.
 */
final class NoFilesAfterPods implements Invariant {

  private final World world;

  NoFilesAfterPods(World world) {
    this.world = world;
  }

  @Override
  public void reached(Stage stage) {
    if (stage == Stage.CLOSED) {
      return;
    }
    Map<String, Pod> pods =
        world.users.pods().stream()
            .collect(
                Collectors.toMap(pod -> String.valueOf(pod.metadata().uid()), Function.identity()));
    for (String uid : world.disk.pods()) {
      if (!pods.containsKey(uid)) {
        world.broken(this, uid, "is gone and has files");
      }
    }
    List<String> withVolumes = world.disk.podsWithVolumes();
    pods.forEach((uid, pod) -> check(pod, withVolumes.contains(uid)));
    for (String name : world.disk.temporary()) {
      world.broken(this, name, "is left of something that was not finished");
    }
  }

  private void check(Pod pod, boolean hasVolumes) {
    String name = String.valueOf(pod.metadata().name());
    String phase = String.valueOf(pod.status().phase());
    if (hasVolumes && StatusNeverRegresses.isTerminal(phase)) {
      world.broken(this, name, "has ended and has volumes");
    }
    if (!hasVolumes && phase.equals("Running") && !pod.spec().volumes().isEmpty()) {
      world.broken(this, name, "runs without its volumes");
    }
  }
}

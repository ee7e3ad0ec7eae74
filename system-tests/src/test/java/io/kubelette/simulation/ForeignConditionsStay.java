package io.kubelette.simulation;

import io.kubelette.model.Pod;
import io.kubelette.model.PodCondition;
import io.kubelette.store.WatchEvent;
import java.util.Objects;
import java.util.Optional;

/** A condition that another writer gave a pod is neither lost nor set back by the node. */
final class ForeignConditionsStay implements Invariant {

  static final String TYPE = "example.org/verdict";

  private final World world;

  ForeignConditionsStay(World world) {
    this.world = world;
  }

  @Override
  public void changed(WatchEvent<Pod> change) {
    Pod before = change.before();
    Pod now = change.object();
    boolean same = before != null && Objects.equals(before.metadata().uid(), now.metadata().uid());
    String name = String.valueOf(now.metadata().name());
    if (same && verdict(before).isPresent() && verdict(now).isEmpty()) {
      world.broken(this, name, "has lost what others wrote");
    }
  }

  @Override
  public void reached(Stage stage) {
    if (stage == Stage.QUIET) {
      world.users.pods().forEach(this::checkNewest);
    }
  }

  private void checkNewest(Pod pod) {
    Optional<PodCondition> newest = world.users.verdictOn(pod);
    if (!verdict(pod).equals(newest)) {
      String name = String.valueOf(pod.metadata().name());
      world.broken(this, name, "has " + verdict(pod) + ", but was given " + newest);
    }
  }

  private static Optional<PodCondition> verdict(Pod pod) {
    return pod.status().conditions().stream().filter(each -> TYPE.equals(each.type())).findFirst();
  }
}

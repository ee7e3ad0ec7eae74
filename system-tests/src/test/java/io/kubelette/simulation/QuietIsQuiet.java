package io.kubelette.simulation;

import io.kubelette.model.Pod;
import io.kubelette.store.WatchEvent;

/** Where everything is as it should be, nothing is done to the engine and nothing is written. */
final class QuietIsQuiet implements Invariant {

  private final World world;
  private boolean listening;

  QuietIsQuiet(World world) {
    this.world = world;
  }

  @Override
  public void reached(Stage stage) {
    listening = stage == Stage.HEALED;
  }

  @Override
  public void before(RuntimeAct act) {
    if (listening) {
      world.broken(this, act.pod() == null ? "" : act.pod().name(), act + " without need");
    }
  }

  @Override
  public void changed(WatchEvent<Pod> change) {
    if (listening) {
      String name = String.valueOf(change.object().metadata().name());
      world.broken(
          this, name, "is written without need: " + Brief.status(change.object().status()));
    }
  }
}

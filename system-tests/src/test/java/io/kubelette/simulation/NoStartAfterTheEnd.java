package io.kubelette.simulation;

/** Once the node was told that a pod ends, none of its containers is made or started. */
final class NoStartAfterTheEnd implements Invariant {

  private final World world;

  NoStartAfterTheEnd(World world) {
    this.world = world;
  }

  @Override
  public void before(RuntimeAct act) {
    boolean known = act.begins() && act.pod() != null;
    if (known && world.desires().endsSince(act.uid()) < world.time.nanoTime()) {
      world.broken(this, act.pod() == null ? "" : act.pod().name(), act + " after the end");
    }
  }
}

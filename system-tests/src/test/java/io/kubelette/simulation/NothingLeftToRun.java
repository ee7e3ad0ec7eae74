package io.kubelette.simulation;

/** When all pods are deleted nothing is left of them; when the node is closed, nothing waits. */
final class NothingLeftToRun implements Invariant {

  private final World world;

  NothingLeftToRun(World world) {
    this.world = world;
  }

  @Override
  public void reached(Stage stage) {
    if (stage == Stage.EMPTIED && !world.observe().isEmpty()) {
      world.broken(this, "", "the engine still holds " + world.observe());
    }
    if (stage == Stage.EMPTIED && !world.users.pods().isEmpty()) {
      world.broken(this, "", "the API still holds " + world.users.pods());
    }
    if (stage == Stage.CLOSED && world.sessions != 0) {
      world.broken(this, "", world.sessions + " sessions are open");
    }
    if (stage == Stage.CLOSED && world.time.pending() > 0) {
      world.broken(this, "", world.time.pending() + " tasks still wait for their time");
    }
  }
}

package io.kubelette.simulation;

import io.kubelette.runtime.ContainerSession;
import io.kubelette.runtime.ExecSource;
import io.kubelette.runtime.ExecSpec;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.Outputs;
import io.kubelette.runtime.PodObservation;
import io.kubelette.runtime.TerminalSize;
import java.io.OutputStream;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/**
 * Commands of probes and hooks: tells the world of each, and lets those of sick containers fail.
 *
 * <p>Owned by the simulation's thread.
 */
final class WatchedCommands implements ExecSource {

  private final ExecSource source;
  private final World world;
  private final BooleanSupplier dead;

  /**
   * Commands of one life of the node.
   *
   * @param dead whether that life is over: what it still asks is not the next one's doing
   */
  WatchedCommands(ExecSource source, World world, BooleanSupplier dead) {
    this.source = source;
    this.world = world;
    this.dead = dead;
  }

  @Override
  public ContainerSession exec(ExecSpec spec, Outputs outputs) {
    String command = spec.command().get(0);
    boolean fails = false;
    if (world.engineIsUp()) {
      for (PodObservation pod : world.observe()) {
        for (ObservedContainer container : pod.containers()) {
          if (container.id().equals(spec.containerId())) {
            if (!dead.getAsBoolean()) {
              world.asked(new Invariant.Command(pod.pod(), container, command));
            }
            fails = world.sickness.fails(pod.pod().name(), container.name(), command);
          }
        }
      }
    }
    return new Session(source.exec(spec, outputs), fails);
  }

  /** One that is counted until it is closed. */
  private final class Session implements ContainerSession {

    private final ContainerSession session;
    private final boolean fails;
    private boolean open = true;

    Session(ContainerSession session, boolean fails) {
      this.session = session;
      this.fails = fails;
      world.sessions++;
    }

    @Override
    public OutputStream stdin() {
      return session.stdin();
    }

    @Override
    public void resize(TerminalSize size) {
      session.resize(size);
    }

    @Override
    public OptionalInt await() {
      OptionalInt code = session.await();
      return fails ? OptionalInt.of(1) : code;
    }

    @Override
    public void close() {
      if (open) {
        open = false;
        world.sessions--;
      }
      session.close();
    }
  }
}

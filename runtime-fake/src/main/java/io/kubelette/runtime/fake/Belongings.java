package io.kubelette.runtime.fake;

import io.kubelette.loop.Clock;
import io.kubelette.runtime.StandardStreams;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * What a container has as soon as somebody asks for it: a log, files, an input, commands that run
 * in it. Idle containers have none of it.
 *
 * <p>Thread-safe because its parts are, and its own state is guarded by its monitor.
 */
final class Belongings {

  final ContainerLog log;
  final ContainerFiles files;
  final BytePipe stdin = new BytePipe();
  private final Map<CommandOutput, ProgramRun> commands = new HashMap<>(0);
  private boolean ended;
  private final boolean takesInput;

  Belongings(EngineContainer container, Clock clock) {
    this.log = new ContainerLog(clock, container.spec().logs());
    this.files = new ContainerFiles(container.spec(), container.sandbox.memory);
    this.takesInput = container.spec().streams().stdin() != StandardStreams.Stdin.CLOSED;
  }

  InputStream input() {
    return takesInput ? stdin.input() : InputStream.nullInputStream();
  }

  /** A command is about to run; it is killed at once if the container has ended. */
  void begins(CommandOutput output, ProgramRun command) {
    synchronized (this) {
      if (!ended) {
        commands.put(output, command);
        return;
      }
    }
    kill(output, command);
  }

  synchronized void ends(CommandOutput output) {
    commands.remove(output);
  }

  /** The container has ended: so do its commands, and whoever reads or writes to it. */
  void ended() {
    Map<CommandOutput, ProgramRun> left;
    synchronized (this) {
      ended = true;
      left = Map.copyOf(commands);
      commands.clear();
    }
    stdin.breakOff();
    left.forEach(Belongings::kill);
    log.end();
  }

  private static void kill(CommandOutput output, ProgramRun command) {
    command.halt();
    output.ended(Exits.KILLED);
  }
}

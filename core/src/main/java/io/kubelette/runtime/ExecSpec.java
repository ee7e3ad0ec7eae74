package io.kubelette.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command to run in a running container.
 *
 * @param containerId where it runs
 * @param command the program and its arguments; no shell is added
 * @param streams what its standard streams are
 * @param size how large its terminal is at first; null for the engine's default
 */
public record ExecSpec(
    String containerId,
    List<String> command,
    StandardStreams streams,
    @Nullable TerminalSize size) {

  /** Copies the list. */
  public ExecSpec {
    command = List.copyOf(command);
  }

  /** A command without input and without a terminal. */
  public static ExecSpec of(String containerId, List<String> command) {
    return new ExecSpec(containerId, command, StandardStreams.OUTPUT_ONLY, null);
  }

  /** Leaves the arguments out: passwords are given to programs there. */
  @Override
  public String toString() {
    String program = command.isEmpty() ? "" : command.get(0);
    return "ExecSpec[%s in %s, %s, %s]".formatted(program, containerId, streams, size);
  }
}

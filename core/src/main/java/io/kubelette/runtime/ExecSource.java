package io.kubelette.runtime;

/** The ability to run commands in containers. */
@FunctionalInterface
public interface ExecSource {

  /**
   * Begins a command with the container's environment, user and working directory; the session's
   * end is the command's. {@code NOT_FOUND} if there is no such container, {@code CONFLICT} if it
   * does not run. A program that is not there may be an exit code of 126 or 127 with the reason
   * among its output, or {@code REJECTED}. The caller closes the session; a command that goes on
   * then is left to the container.
   */
  ContainerSession exec(ExecSpec spec, Outputs outputs);
}

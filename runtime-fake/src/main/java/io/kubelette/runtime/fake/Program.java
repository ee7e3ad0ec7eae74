package io.kubelette.runtime.fake;

/**
 * An image: the Java program that its containers run.
 *
 * <p>One program serves all containers of its image, each on a thread of its own, so what it keeps
 * between calls must be thread-safe.
 */
@FunctionalInterface
public interface Program {

  /**
   * Runs in a container until it returns or throws.
   *
   * @param container what the program sees of its container, and where it opens sockets
   * @return the exit code; as in a real process its lowest eight bits count
   * @throws Exception ends the container with exit code 1 and the stack trace in its log; with 143
   *     if it is the effect of the stop signal (an interruption or a closed socket)
   */
  int run(RunningContainer container) throws Exception;
}

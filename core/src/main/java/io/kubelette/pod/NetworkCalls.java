package io.kubelette.pod;

import java.util.function.Consumer;

/**
 * Asks containers over the network. No thread waits for an answer, and no answer is late: whoever
 * asks also tells the time.
 */
interface NetworkCalls extends AutoCloseable {

  /** What an answer is for. */
  enum Purpose {
    /** To know how the container is: its answer counts. */
    PROBE,
    /** To tell the container something: that it answers at all is enough. */
    HOOK
  }

  /** A question under way. */
  interface Pending {

    /** Takes the question back; its answer, if it still comes, is for nobody. */
    void cancel();
  }

  /**
   * Asks, and hands over the answer at most once, on any thread. Does not block.
   *
   * @param call anything but a command
   */
  Pending ask(ContainerCall call, Purpose purpose, Consumer<ProbeAnswer> answer);

  /** Ends all that is under way. May be called twice. */
  @Override
  void close();
}

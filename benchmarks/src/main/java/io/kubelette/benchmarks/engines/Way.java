package io.kubelette.benchmarks.engines;

/** A way of starting a container that only waits. Used by one thread. */
interface Way extends AutoCloseable {

  /**
   * Starts it under that name and removes it.
   *
   * @return the seconds until it ran; its removal does not count
   */
  double secondsToRun(String name) throws Exception;

  @Override
  default void close() {}
}

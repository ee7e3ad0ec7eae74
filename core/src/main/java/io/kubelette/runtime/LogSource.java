package io.kubelette.runtime;

/** The ability to read back what containers wrote. */
@FunctionalInterface
public interface LogSource {

  /**
   * Copies a log into the outputs, byte by byte as it was written, and returns at its end: that of
   * what is wanted, or of the container that is followed. Dead containers have logs until they are
   * removed. {@code NOT_FOUND} if there is no such container, {@code CANCELLED} if this thread is
   * interrupted, {@code TRANSIENT} if the connection breaks.
   */
  void logs(LogQuery query, Outputs outputs);
}

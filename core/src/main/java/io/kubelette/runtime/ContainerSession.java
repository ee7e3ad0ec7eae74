package io.kubelette.runtime;

import java.io.OutputStream;
import java.util.OptionalInt;

/**
 * A connection to the standard streams of a container or of a command in it.
 *
 * <p>{@link #await} is called once, by one thread; input, size and close may come from others at
 * the same time. Nothing is read from the container, and so it comes to a halt when its pipes are
 * full, before {@code await} is called.
 */
public interface ContainerSession extends AutoCloseable {

  /**
   * Its standard input. Writing blocks while it does not read, and fails with an {@link
   * java.io.IOException} when it has ended; closing the stream is the end of its input. Where it
   * takes no input every write fails. A write that blocks fails when its thread is interrupted,
   * which may close the session.
   */
  OutputStream stdin();

  /** Tells its terminal the size; nothing happens if it has none or has ended. */
  void resize(TerminalSize size);

  /**
   * Copies what it writes into the outputs until it ends, and returns the exit code of a command;
   * nothing after an attachment. {@code CANCELLED} if this thread is interrupted, which closes the
   * session; {@code TRANSIENT} if the connection breaks, or the session is closed by another
   * thread.
   */
  OptionalInt await();

  /** Ends the connection, not what runs behind it. May be called twice. */
  @Override
  void close();
}

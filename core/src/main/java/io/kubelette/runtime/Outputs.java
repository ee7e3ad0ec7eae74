package io.kubelette.runtime;

import java.io.OutputStream;

/**
 * Where a runtime writes what a container or a command has written.
 *
 * <p>Only the thread that called the runtime writes to them, so both may be one stream, and then
 * hold everything in its order. A stream that throws ends the call with an {@link
 * java.io.UncheckedIOException}; whoever gave them closes them.
 *
 * @param out standard output, and all that a terminal shows
 * @param err standard error
 */
public record Outputs(OutputStream out, OutputStream err) {

  /** Both in one stream. */
  public static Outputs merged(OutputStream both) {
    return new Outputs(both, both);
  }

  /** Nowhere. */
  public static Outputs discarded() {
    return merged(OutputStream.nullOutputStream());
  }
}

package io.kubelette.runtime;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Cuts off what is written to two outputs together after so many bytes: for runtimes, whose log
 * queries have a limit.
 *
 * <p>Owned by the thread that writes.
 */
public final class OutputLimit {

  private final Outputs outputs;
  private long left;

  private OutputLimit(Outputs outputs, long bytes) {
    this.left = bytes;
    this.outputs = new Outputs(new Limited(outputs.out()), new Limited(outputs.err()));
  }

  /** A limit of so many bytes; none if they are negative. */
  public static OutputLimit of(Outputs outputs, long bytes) {
    return new OutputLimit(outputs, bytes < 0 ? Long.MAX_VALUE : bytes);
  }

  /** Where to write: a write that reaches the limit is done up to it, and then throws. */
  public Outputs outputs() {
    return outputs;
  }

  /** Says that the limit is reached, which is no failure: whoever writes stops. */
  public static final class Reached extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Reached() {
      super("the limit of a log query is reached", null, false, false);
    }
  }

  private final class Limited extends OutputStream {

    private final OutputStream out;

    Limited(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int allowed = (int) Math.min(length, left);
      out.write(bytes, offset, allowed);
      left -= allowed;
      if (left == 0) {
        out.flush();
        throw new Reached();
      }
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }
  }
}

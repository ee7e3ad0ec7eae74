package io.kubelette.runtime.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body of a length that was told before; one that breaks off is an error and not its end. */
final class BoundedInput extends InputStream {

  private final InputStream in;
  private long left;

  BoundedInput(InputStream in, long length) {
    this.in = in;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left == 0 || length == 0) {
      return left == 0 ? -1 : 0;
    }
    int count = in.read(bytes, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException("the engine's answer broke off");
    }
    left -= count;
    return count;
  }
}

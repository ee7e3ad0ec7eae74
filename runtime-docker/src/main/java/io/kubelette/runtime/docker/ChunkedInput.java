package io.kubelette.runtime.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body in chunks (RFC 9112, section 7.1); one that breaks off is an error and not its end. */
final class ChunkedInput extends InputStream {

  private final InputStream in;
  private long left;
  private boolean begun;
  private boolean ended;

  ChunkedInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int count = in.read(bytes, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException("the engine's answer broke off");
    }
    left -= count;
    return count;
  }

  private void nextChunk() throws IOException {
    if (begun) {
      line();
    }
    begun = true;
    String size = line().split(";", 2)[0].strip();
    try {
      left = Long.parseLong(size, 16);
    } catch (NumberFormatException garbage) {
      throw new IOException("no size of a chunk: " + size, garbage);
    }
    ended = left == 0;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int octet = in.read();
    while (octet != '\n') {
      if (octet < 0 || line.length() > 1024) {
        throw new EOFException("the engine's answer broke off");
      }
      line.append((char) octet);
      octet = in.read();
    }
    return line.toString();
  }
}

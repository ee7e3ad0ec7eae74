package io.kubelette.runtime.docker;

import io.kubelette.runtime.Outputs;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Takes apart what the engine puts together: each frame is one byte for the stream, three of zero,
 * four for the length, and so many bytes of whatever content. A terminal's bytes come as they are.
 */
final class StreamFrames {

  private static final int HEADER = 8;
  private static final int STDERR = 2;
  private static final int BUFFER = 32 * 1024;

  private final InputStream in;
  private final Outputs outputs;
  private final byte[] buffer = new byte[BUFFER];

  StreamFrames(InputStream in, Outputs outputs) {
    this.in = in;
    this.outputs = outputs;
  }

  /** Copies to the end, which must not be within a frame. */
  void copy() throws IOException {
    byte[] header = new byte[HEADER];
    int got = in.readNBytes(header, 0, HEADER);
    while (got == HEADER) {
      long length = 0;
      for (int at = 4; at < HEADER; at++) {
        length = length << 8 | header[at] & 0xFF;
      }
      copy(length, header[0] == STDERR ? outputs.err() : outputs.out());
      got = in.readNBytes(header, 0, HEADER);
    }
    if (got > 0) {
      throw new EOFException("the engine's stream broke off");
    }
  }

  private void copy(long length, OutputStream sink) throws IOException {
    long left = length;
    while (left > 0) {
      int count = in.read(buffer, 0, (int) Math.min(left, BUFFER));
      if (count < 0) {
        throw new EOFException("the engine's stream broke off");
      }
      write(sink, count);
      left -= count;
    }
  }

  /** Copies a terminal's bytes to the end. */
  void copyTerminal() throws IOException {
    int count = in.read(buffer);
    while (count >= 0) {
      write(outputs.out(), count);
      count = in.read(buffer);
    }
  }

  /** The failure of a sink is the caller's, not the engine's. */
  private void write(OutputStream sink, int count) {
    try {
      sink.write(buffer, 0, count);
      sink.flush();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

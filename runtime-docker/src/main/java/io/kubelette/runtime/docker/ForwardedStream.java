package io.kubelette.runtime.docker;

import io.kubelette.runtime.PodStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A connection through {@link ForwardProgram}: what it sends comes in the engine's frames, what it
 * gets goes in frames of its own.
 *
 * <p>Two threads may use it, one for each direction.
 */
final class ForwardedStream implements PodStream {

  private final EngineExchange exchange;
  private final Input input;
  private final Output output;

  ForwardedStream(EngineExchange exchange) {
    this.exchange = exchange;
    this.input = new Input(exchange.body());
    this.output = new Output();
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public void close() {
    exchange.close();
  }

  private static final class Input extends InputStream {

    private static final int HEADER = 8;

    private final InputStream in;
    private long left;

    Input(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      while (left == 0) {
        byte[] header = in.readNBytes(HEADER);
        if (header.length < HEADER) {
          return -1;
        }
        for (int at = 4; at < HEADER; at++) {
          left = left << 8 | header[at] & 0xFF;
        }
      }
      int count = in.read(bytes, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new EOFException("the engine's stream broke off");
      }
      left -= count;
      return count;
    }
  }

  private final class Output extends OutputStream {

    private boolean ended;

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
      if (ended) {
        throw new IOException("this side of the connection was ended");
      }
      for (int sent = 0; sent < length; ) {
        int count = Math.min(length - sent, ForwardProgram.LARGEST_FRAME);
        send(bytes, offset + sent, count);
        sent += count;
      }
    }

    private void send(byte[] bytes, int offset, int count) throws IOException {
      byte[] frame = new byte[2 + count];
      frame[0] = (byte) count;
      frame[1] = (byte) (count >>> 8);
      System.arraycopy(bytes, offset, frame, 2, count);
      exchange.output().write(frame);
    }

    @Override
    public synchronized void close() throws IOException {
      if (!ended) {
        ended = true;
        send(new byte[0], 0, 0);
      }
    }
  }
}

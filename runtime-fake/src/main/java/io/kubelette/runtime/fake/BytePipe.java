package io.kubelette.runtime.fake;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/**
 * Bytes from one thread to another, a bounded number on the way; whoever waits can be interrupted.
 *
 * <p>Thread-safe because every method holds its monitor. The JDK's pipes will not do: they look
 * after the threads at their ends, of which there is none to rely on here.
 */
final class BytePipe {

  private static final int CAPACITY = 64 * 1024;

  private final byte[] ring = new byte[CAPACITY];
  private int begin;
  private int count;
  private boolean ended;
  private boolean broken;

  private synchronized void put(byte[] source, int offset, int length) throws IOException {
    for (int at = 0; at < length; at++) {
      while (count == CAPACITY && !ended && !broken) {
        await();
      }
      if (ended || broken) {
        throw new IOException("nobody reads this any more");
      }
      ring[(begin + count++) % CAPACITY] = source[offset + at];
    }
    notifyAll();
  }

  private synchronized int take(byte[] target, int offset, int length) throws IOException {
    while (count == 0 && !ended && !broken) {
      await();
    }
    if (count == 0) {
      return -1;
    }
    int taken = Math.min(length, count);
    for (int at = 0; at < taken; at++) {
      target[offset + at] = ring[(begin + at) % CAPACITY];
    }
    begin = (begin + taken) % CAPACITY;
    count -= taken;
    notifyAll();
    return taken;
  }

  private void await() throws InterruptedIOException {
    notifyAll();
    try {
      wait();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  /** What is on the way still arrives, and then the end; whoever waits to write fails. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Nothing arrives any more, on either side. */
  synchronized void breakOff() {
    broken = true;
    count = 0;
    notifyAll();
  }

  InputStream input() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return length == 0 ? 0 : take(target, offset, length);
      }
    };
  }

  OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
      }

      @Override
      public void write(byte[] source, int offset, int length) throws IOException {
        put(source, offset, length);
      }

      @Override
      public void close() {
        end();
      }
    };
  }
}

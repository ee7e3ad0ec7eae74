package io.kubelette.runtime.fake;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a container wrote, the newest part of it.
 *
 * <p>Grows as it is written, up to {@link #LIMIT}; then its older half is dropped. Thread-safe
 * because every method holds its monitor.
 */
final class ContainerLog extends OutputStream {

  static final int LIMIT = 64 * 1024;

  private byte[] bytes = new byte[256];
  private int length;

  @Override
  public synchronized void write(int octet) {
    makeRoom(1);
    bytes[length++] = (byte) octet;
  }

  @Override
  public synchronized void write(byte[] source, int offset, int count) {
    int start = offset + Math.max(0, count - LIMIT / 2);
    int kept = offset + count - start;
    makeRoom(kept);
    System.arraycopy(source, start, bytes, length, kept);
    length += kept;
  }

  synchronized String text() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private void makeRoom(int more) {
    if (length + more > LIMIT) {
      int kept = LIMIT / 2;
      System.arraycopy(bytes, length - kept, bytes, 0, kept);
      length = kept;
    }
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(LIMIT, Math.max(2 * bytes.length, length + more)));
    }
  }
}

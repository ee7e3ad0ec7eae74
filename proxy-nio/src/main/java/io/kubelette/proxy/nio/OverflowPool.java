package io.kubelette.proxy.nio;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Buffers for what a sink did not take at once, up to a limit per loop.
 *
 * <p>Below the limit a pipe may read as much as the loop's scratch buffer holds, and its rest gets
 * a pooled direct buffer. Over it, a pipe reads {@link #SMALL_READ} bytes at a time and keeps its
 * rest in a small buffer of its own: thousands of stalled readers cost a few kilobytes each, and
 * quick ones go on. Owned by: one proxy loop.
 */
final class OverflowPool {

  /** How much a pipe reads at once while the pool is exhausted. */
  static final int SMALL_READ = 4096;

  private final int bufferSize;
  private final int limit;
  private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
  private int lent;

  /**
   * An empty pool.
   *
   * @param bufferSize the bytes of each buffer: those of the scratch buffer
   * @param limitBytes how many bytes all lent buffers may have together
   */
  OverflowPool(int bufferSize, long limitBytes) {
    this.bufferSize = bufferSize;
    this.limit = (int) Math.min(Integer.MAX_VALUE, limitBytes / bufferSize);
  }

  /** How much a pipe may read now, knowing that all of it may have to be held. */
  int readLimit() {
    return lent < limit ? bufferSize : Math.min(SMALL_READ, bufferSize);
  }

  /** A copy of what remains in {@code rest}, ready to be read; at most {@link #readLimit} bytes. */
  ByteBuffer hold(ByteBuffer rest) {
    ByteBuffer buffer = lent < limit ? borrow() : ByteBuffer.allocate(rest.remaining());
    return buffer.put(rest).flip();
  }

  /** Takes back what {@link #hold} gave. */
  void release(ByteBuffer buffer) {
    if (buffer.isDirect()) {
      lent--;
      free.push(buffer.clear());
    }
  }

  /** How many pooled buffers are lent. */
  int lent() {
    return lent;
  }

  private ByteBuffer borrow() {
    ByteBuffer pooled = free.poll();
    ByteBuffer buffer = pooled != null ? pooled : ByteBuffer.allocateDirect(bufferSize);
    lent++;
    return buffer;
  }
}

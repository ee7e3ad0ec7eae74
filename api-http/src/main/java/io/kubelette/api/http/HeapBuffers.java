package io.kubelette.api.http;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;

/**
 * Buffers on the heap. Requests and answers are small and short-lived: the heap serves them as well
 * as a pool of Netty's, which holds megabytes for each thread and takes a third of a second to
 * begin, and far better than memory outside of it, which is cleared and given back one by one.
 *
 * <p>Thread-safe because it keeps nothing.
 */
final class HeapBuffers extends AbstractByteBufAllocator {

  HeapBuffers() {
    super(false);
  }

  /** What sockets read into, too. */
  @Override
  public ByteBuf ioBuffer() {
    return heapBuffer();
  }

  @Override
  public ByteBuf ioBuffer(int initial) {
    return heapBuffer(initial);
  }

  @Override
  public ByteBuf ioBuffer(int initial, int most) {
    return heapBuffer(initial, most);
  }

  @Override
  protected ByteBuf newHeapBuffer(int initial, int most) {
    return new UnpooledHeapByteBuf(this, initial, most);
  }

  @Override
  protected ByteBuf newDirectBuffer(int initial, int most) {
    return UnpooledByteBufAllocator.DEFAULT.directBuffer(initial, most);
  }

  @Override
  public boolean isDirectBufferPooled() {
    return false;
  }
}

package io.kubelette.api.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * What a pod writes, on its way to a client: who writes waits while much has not left yet, and
 * fails when the client is gone.
 *
 * <p>Thread-safe because waiting is guarded by this object and the rest by {@link Outflow}.
 */
final class PatientOutput extends OutputStream {

  private static final int WAITING = 256 << 10;
  private static final int LARGEST = 32 << 10;

  private final Outflow outflow;
  private final Channel channel;
  private final ChannelFutureListener leaving = closed -> wake();

  PatientOutput(Outflow outflow, Channel channel) {
    this.outflow = outflow;
    this.channel = channel;
    outflow.whenDrained(this::wake);
    channel.closeFuture().addListener(leaving);
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int at = offset; at < offset + length; at += LARGEST) {
      awaitRoom();
      int end = Math.min(offset + length, at + LARGEST);
      outflow.send(Arrays.copyOfRange(bytes, at, end));
    }
  }

  /** Nothing more is written; the channel forgets this. */
  @Override
  public void close() {
    channel.closeFuture().removeListener(leaving);
  }

  private synchronized void awaitRoom() throws IOException {
    try {
      while (channel.isActive() && outflow.waiting() >= WAITING) {
        wait();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the client is gone");
    }
    if (!channel.isActive()) {
      throw new IOException("the client is gone");
    }
  }

  private synchronized void wake() {
    notifyAll();
  }
}

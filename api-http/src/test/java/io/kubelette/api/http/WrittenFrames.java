package io.kubelette.api.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What is written to a channel, whichever thread writes it: the queue of an embedded channel is for
 * one thread, and its loop takes every thread for its own. To stand first in the pipeline.
 */
final class WrittenFrames extends ChannelOutboundHandlerAdapter {

  private final BlockingQueue<Object> frames = new LinkedBlockingQueue<>();

  @Override
  public void write(ChannelHandlerContext context, Object frame, ChannelPromise promise) {
    frames.add(frame);
    promise.setSuccess();
  }

  /** The next one; the receiver releases it. */
  Object next() throws InterruptedException {
    Object frame = frames.poll(30, TimeUnit.SECONDS);
    if (frame == null) {
      throw new AssertionError("nothing more is written");
    }
    return frame;
  }
}

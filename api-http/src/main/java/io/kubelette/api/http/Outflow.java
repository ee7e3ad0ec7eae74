package io.kubelette.api.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * An answer that goes on: pieces leave one by one, each in a frame of the protocol at hand.
 *
 * <p>It counts what has not left yet, so that whoever sends can pause before it piles up.
 * Thread-safe because the count is atomic and Netty's channel is.
 */
final class Outflow {

  private final Channel channel;
  private final Function<ByteBuf, Object> frame;
  private final Runnable end;
  private final AtomicLong waiting = new AtomicLong();
  private volatile Runnable drained = () -> {};

  /**
   * To a channel.
   *
   * @param frame wraps the bytes of a piece
   * @param end sends what says that nothing follows
   */
  Outflow(Channel channel, Function<ByteBuf, Object> frame, Runnable end) {
    this.channel = channel;
    this.frame = frame;
    this.end = end;
  }

  /** Sends a piece, which is not copied and must not change. */
  void send(byte[] piece) {
    waiting.addAndGet(piece.length);
    channel
        .writeAndFlush(frame.apply(Unpooled.wrappedBuffer(piece)))
        .addListener(
            sent -> {
              if (waiting.addAndGet(-piece.length) == 0) {
                drained.run();
              }
            });
  }

  /** How many bytes have not left yet. */
  long waiting() {
    return waiting.get();
  }

  /** Has this called, on the channel's loop, each time when everything has left. */
  void whenDrained(Runnable listener) {
    drained = listener;
  }

  /** Nothing follows. */
  void end() {
    end.run();
  }

  /** Cuts the connection. */
  void cut() {
    channel.close();
  }
}

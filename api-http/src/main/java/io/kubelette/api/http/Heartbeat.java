package io.kubelette.api.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Sends a ping whenever a long session was quiet for a while: a balancer on the way keeps the
 * connection, and one whose client is gone without a word ends, since nobody acknowledges.
 *
 * <p>An answer is not waited for: a client that reads slowly, such as a terminal that was paused,
 * is there all the same, as its machine says. Owned by the channel's event loop.
 */
final class Heartbeat extends IdleStateHandler {

  /** Balancers give up after a minute, most of them. */
  static final Duration QUIET = Duration.ofSeconds(30);

  private final Supplier<?> ping;

  Heartbeat(Supplier<?> ping) {
    super(0, 0, QUIET.toMillis(), TimeUnit.MILLISECONDS);
    this.ping = ping;
  }

  /** Where much waits to leave there is no need of more. */
  @Override
  protected void channelIdle(ChannelHandlerContext context, IdleStateEvent idle) {
    if (context.channel().isWritable()) {
      context.writeAndFlush(ping.get());
    }
  }
}

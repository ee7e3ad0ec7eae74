package io.kubelette.api.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.WriteTimeoutHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Closes a connection whose client takes nothing of what it is sent, except while it follows a log
 * or a command: whoever reads that page by page may pause for as long as it stays connected.
 *
 * <p>Thread-safe because its count is atomic; the rest belongs to the channel's event loop.
 */
final class StallTimeout extends WriteTimeoutHandler {

  private final AtomicInteger streams = new AtomicInteger();

  StallTimeout(Duration longest) {
    super(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A stream begins on that connection: its client may pause until what is returned runs. */
  static Runnable suspend(Channel channel) {
    StallTimeout timeout = channel.pipeline().get(StallTimeout.class);
    if (timeout == null) {
      return () -> {};
    }
    timeout.streams.incrementAndGet();
    return timeout.streams::decrementAndGet;
  }

  @Override
  protected void writeTimedOut(ChannelHandlerContext context) throws Exception {
    if (streams.get() == 0) {
      super.writeTimedOut(context);
    }
  }
}

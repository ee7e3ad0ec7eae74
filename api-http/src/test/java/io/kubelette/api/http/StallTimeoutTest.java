package io.kubelette.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StallTimeoutTest {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  /** A client that takes nothing. */
  private static final class Stalled extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      ((ByteBuf) message).release();
    }
  }

  private final EmbeddedChannel channel =
      new EmbeddedChannel(new Stalled(), new StallTimeout(LONGEST));

  @AfterEach
  void close() {
    channel.close();
  }

  @Test
  void aClientThatTakesNothingIsLeft() {
    channel.freezeTime();
    send();
    pass(LONGEST);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void whoFollowsAStreamMayPauseUntilItEnds() {
    channel.freezeTime();
    Runnable over = StallTimeout.suspend(channel);
    send();
    pass(LONGEST.multipliedBy(10));
    assertThat(channel.isOpen()).isTrue();

    over.run();
    send();
    pass(LONGEST);
    assertThat(channel.isOpen()).isFalse();
  }

  private void send() {
    channel.writeOneOutbound(Unpooled.copiedBuffer(new byte[] {1}));
  }

  private void pass(Duration time) {
    channel.advanceTimeBy(time.toMillis() + 1, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    try {
      channel.checkException();
    } catch (RuntimeException timeout) {
      assertThat(timeout).isInstanceOf(io.netty.handler.timeout.WriteTimeoutException.class);
    }
  }
}

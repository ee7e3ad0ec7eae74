package io.kubelette.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

  private final EmbeddedChannel channel = new EmbeddedChannel();

  @BeforeEach
  void begin() {
    channel.freezeTime();
    channel.pipeline().addLast(new Heartbeat(PingWebSocketFrame::new));
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void aQuietSessionIsPingedAgainAndAgain() {
    pass(Heartbeat.QUIET);
    assertPinged();
    pass(Heartbeat.QUIET);
    assertPinged();
  }

  @Test
  void whereSomethingHappensNothingIsSent() {
    pass(Heartbeat.QUIET.dividedBy(2));
    channel.writeInbound(new PongWebSocketFrame());
    pass(Heartbeat.QUIET.dividedBy(2));
    assertThat(channel.<Object>readOutbound()).isNull();
    pass(Heartbeat.QUIET.dividedBy(2));
    assertPinged();
  }

  @Test
  void whereMuchWaitsToLeaveNothingIsAdded() {
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    pass(Heartbeat.QUIET);
    assertThat(channel.<Object>readOutbound()).isNull();
  }

  private void assertPinged() {
    PingWebSocketFrame ping = channel.readOutbound();
    assertThat(ping).isNotNull();
    ping.release();
  }

  private void pass(Duration time) {
    channel.advanceTimeBy(time.toMillis() + 1, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
  }
}

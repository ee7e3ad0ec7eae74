package io.kubelette.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestGateTest {

  private static final Doorman DOORMAN = new Doorman(Map.of(), true);

  private final List<Exchange> begun = new ArrayList<>();
  private final Patience patience = new Patience(HttpLimits.defaults());
  private final EmbeddedChannel channel =
      new EmbeddedChannel(
          patience,
          new FrontDoor(DOORMAN),
          new RequestGate(DOORMAN, patience, (exchange, client) -> begun.add(exchange)));

  @Test
  void oneRequestIsServedAtATimeAndTheConnectionIsReadWhileTheLastIs() {
    channel.writeInbound(get("/first"), get("/second"));
    assertThat(begun).extracting(one -> one.request().path()).containsExactly("/first");
    assertThat(channel.config().isAutoRead()).isFalse();

    begun.get(0).answer(Reply.text(200, "ok"));
    channel.runPendingTasks();
    assertThat(begun).extracting(one -> one.request().path()).containsExactly("/first", "/second");
    // Else nobody would notice that its client goes away.
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  @Test
  void whoGoesAwayIsToldOfToTheExchangeThatRunsOnly() {
    List<String> gone = new ArrayList<>();
    channel.writeInbound(get("/first"));
    begun.get(0).whenGone(() -> gone.add("/first"));
    begun.get(0).answer(Reply.text(200, "ok"));
    channel.runPendingTasks();
    channel.writeInbound(get("/second"));
    begun.get(1).whenGone(() -> gone.add("/second"));
    channel.close();
    channel.runPendingTasks();
    assertThat(gone).containsExactly("/second");
  }

  @Test
  void whoHasGoneAwayGetsNoWebSocket() {
    List<WebSockets.Socket> opened = new ArrayList<>();
    channel.writeInbound(get("/watch"));
    Exchange watch = begun.get(0);
    channel.close();
    channel.runPendingTasks();
    WebSockets.accept(watch, List.of(), opened::add);
    channel.runPendingTasks();
    channel.checkException();
    assertThat(opened).isEmpty();
  }

  private static FullHttpRequest get(String path) {
    return new DefaultFullHttpRequest(
        HttpVersion.HTTP_1_1, HttpMethod.GET, path, Unpooled.EMPTY_BUFFER);
  }
}

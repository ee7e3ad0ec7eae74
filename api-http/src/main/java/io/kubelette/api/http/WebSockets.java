package io.kubelette.api.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The switch of a connection from HTTP to WebSocket. */
final class WebSockets {

  private static final int LARGEST_FRAME = 4 << 20;

  /** How long a client may take to answer a good-bye. */
  static final Duration LAST_WORD = Duration.ofSeconds(10);

  private WebSockets() {}

  /**
   * A connection that speaks WebSocket.
   *
   * @param channel whose pipeline now ends in a {@link SocketHandler}
   * @param protocol the subprotocol that was agreed on; empty if none was asked for
   */
  record Socket(Channel channel, String protocol, SocketHandler handler) {

    /**
     * Says good-bye; the client answers, and the connection ends. One that is slow is waited for:
     * cut off, the official Java client forgets the exit code that it was told.
     */
    void close(int code) {
      channel
          .writeAndFlush(new CloseWebSocketFrame(code, ""))
          .addListener(
              sent ->
                  channel
                      .eventLoop()
                      .schedule(
                          () -> channel.close(), LAST_WORD.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  /**
   * Answers an upgrade. If the client offers subprotocols, one of those known must be among them.
   *
   * @param known in the order in which the server prefers them
   * @param opened told, on the channel's loop, when the socket is open
   */
  static void accept(Exchange exchange, List<String> known, Consumer<Socket> opened) {
    exchange.channel().eventLoop().execute(() -> switchOver(exchange, known, opened));
  }

  /** Which of the offered subprotocols would be taken; none are taken if none are known. */
  static List<String> offered(Request request) {
    List<String> offered = new ArrayList<>();
    for (String header : request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL)) {
      Arrays.stream(header.split(",")).map(String::strip).forEach(offered::add);
    }
    return offered;
  }

  private static void switchOver(Exchange exchange, List<String> known, Consumer<Socket> opened) {
    Channel channel = exchange.channel();
    if (!channel.isActive()) {
      return; // whose handlers are gone, too
    }
    Request request = exchange.request();
    List<String> offered = offered(request);
    List<String> common = known.stream().filter(offered::contains).toList();
    if (!known.isEmpty() && !offered.isEmpty() && common.isEmpty()) {
      refuse(
          exchange,
          "none of the subprotocols %s is spoken here, which are %s".formatted(offered, known));
      return;
    }
    FullHttpRequest handshake =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, request.method(), request.path());
    handshake.headers().set(request.headers());
    String chosen = common.isEmpty() ? "" : common.get(0);
    WebSocketServerHandshaker handshaker =
        new WebSocketServerHandshakerFactory(
                request.path(), chosen.isEmpty() ? null : chosen, config())
            .newHandshaker(handshake);
    if (handshaker == null) {
      refuse(exchange, "this version of WebSocket is not spoken");
      return;
    }
    SocketHandler handler = new SocketHandler();
    try {
      exchange.gate().leave(channel);
      handshaker
          .handshake(channel, handshake)
          .addListener(
              done -> {
                if (done.isSuccess()) {
                  channel
                      .pipeline()
                      .addLast(
                          new Heartbeat(PingWebSocketFrame::new),
                          new WebSocketFrameAggregator(LARGEST_FRAME),
                          handler);
                  opened.accept(new Socket(channel, chosen, handler));
                  channel.config().setAutoRead(true);
                } else {
                  channel.close();
                }
              });
    } catch (WebSocketHandshakeException malformed) {
      refuse(exchange, String.valueOf(malformed.getMessage()));
    }
  }

  private static void refuse(Exchange exchange, String why) {
    exchange.refuse(Statuses.reply(Refusals.badRequest("unable to upgrade: " + why)));
  }

  private static WebSocketDecoderConfig config() {
    return WebSocketDecoderConfig.newBuilder()
        .maxFramePayloadLength(LARGEST_FRAME)
        .allowExtensions(false)
        .build();
  }
}

package io.kubelette.api.http;

import io.kubelette.runtime.PodStream;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The ways in which clients forward ports: SPDY, SPDY within WebSocket (kubectl), and channels of
 * WebSocket (the Java clients). Pure but for what it begins.
 */
final class Forwards {

  private static final String TUNNEL = "SPDY/3.1+portforward.k8s.io";
  private static final String SPDY = "portforward.k8s.io";

  /** Two channels each, which one byte tells apart. */
  private static final int MOST = 128;

  private Forwards() {}

  /** Begins to forward what the client connects, until it goes. */
  static void begin(Exchange exchange, IntFunction<PodStream> pod, StreamPool pool) {
    Request request = exchange.request();
    Channel channel = exchange.channel();
    if (request.wantsWebSocket()) {
      List<Integer> ports = ports(request.parameters());
      List<String> known = new ArrayList<>(List.of(TUNNEL));
      if (!ports.isEmpty()) {
        known.addAll(CommandSocket.PROTOCOLS);
      }
      WebSockets.accept(
          exchange,
          known,
          socket -> {
            if (socket.protocol().equals(TUNNEL)) {
              socket.handler().pass();
              channel.pipeline().addLast(new Tunnel());
              SpdyConnection.attach(channel, new SpdyForwards(channel, pod, pool));
            } else {
              new ForwardSocket(socket, pod, pool).begin(ports);
            }
          });
    } else if (request.wantsSpdy()) {
      channel
          .eventLoop()
          .execute(
              () -> SpdyConnection.upgrade(exchange, SPDY, new SpdyForwards(channel, pod, pool)));
    } else {
      throw Refusals.badRequest("Upgrade request required");
    }
  }

  private static List<Integer> ports(Parameters given) {
    List<Integer> ports = new ArrayList<>();
    for (String all : given.all("ports")) {
      for (String one : all.split(",")) {
        try {
          ports.add(checked(Integer.parseInt(one.strip())));
        } catch (NumberFormatException malformed) {
          throw Refusals.badRequest("ports: Invalid value: \"" + one + "\"");
        }
      }
    }
    if (ports.size() > MOST) {
      throw Refusals.badRequest("ports: Too many: " + ports.size() + ": at most " + MOST);
    }
    return ports;
  }

  /** A number that can be a port. */
  static int checked(int port) {
    if (port < 1 || port > 65_535) {
      throw Refusals.badRequest("ports: Invalid value: " + port + ": must be between 1 and 65535");
    }
    return port;
  }

  /** Bytes on one side, frames of WebSocket on the other. */
  private static final class Tunnel extends ChannelDuplexHandler {

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      context.write(
          message instanceof ByteBuf bytes ? new BinaryWebSocketFrame(bytes) : message, promise);
    }
  }
}

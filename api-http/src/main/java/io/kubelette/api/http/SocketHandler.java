package io.kubelette.api.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a WebSocket's pipeline: answers pings and the close, and hands what else comes to
 * whoever listens. Owned by the channel's event loop.
 */
final class SocketHandler extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(SocketHandler.class);

  private Consumer<ByteBuf> listener = frame -> {};
  private boolean passes;

  /** Has this called with the content of each frame, which is released after the call. */
  void listen(Consumer<ByteBuf> frames) {
    listener = frames;
  }

  /** Hands the contents on to the handlers behind this one. */
  void pass() {
    passes = true;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof PingWebSocketFrame ping) {
        context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
      } else if (message instanceof CloseWebSocketFrame close) {
        context.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
      } else if (message instanceof WebSocketFrame frame
          && !(message instanceof PongWebSocketFrame)) {
        if (passes) {
          context.fireChannelRead(frame.content().retain());
        } else {
          listener.accept(frame.content());
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("client={} is cut: {}", context.channel().remoteAddress(), cause.toString());
    context.close();
  }
}

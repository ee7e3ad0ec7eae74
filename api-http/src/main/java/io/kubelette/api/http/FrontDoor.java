package io.kubelette.api.http;

import io.kubelette.api.ApiException;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Throws away the bodies of those who may not come in, before anyone collects them. Such a request
 * goes on without its body, and the {@link RequestGate} refuses it in its turn.
 *
 * <p>Owned by the channel's event loop.
 */
final class FrontDoor extends ChannelInboundHandlerAdapter {

  private final Doorman doorman;
  private boolean discarding;

  FrontDoor(Doorman doorman) {
    this.doorman = doorman;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest head) {
      discarding = false;
      if (head.decoderResult().isSuccess() && !mayEnter(context, head)) {
        discarding = !(message instanceof LastHttpContent);
        context.fireChannelRead(bare(head));
        ReferenceCountUtil.release(message);
        return;
      }
    } else if (discarding) {
      discarding = !(message instanceof LastHttpContent);
      ReferenceCountUtil.release(message);
      return;
    }
    context.fireChannelRead(message);
  }

  private boolean mayEnter(ChannelHandlerContext context, HttpRequest head) {
    try {
      doorman.admit(context.channel(), head.headers());
      return true;
    } catch (ApiException refused) {
      return false;
    }
  }

  private static FullHttpRequest bare(HttpRequest head) {
    FullHttpRequest bare =
        new DefaultFullHttpRequest(
            head.protocolVersion(), head.method(), head.uri(), Unpooled.EMPTY_BUFFER);
    bare.headers().set(head.headers());
    return bare;
  }
}

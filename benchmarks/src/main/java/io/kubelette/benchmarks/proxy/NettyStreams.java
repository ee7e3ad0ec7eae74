package io.kubelette.benchmarks.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The clients of a {@link NettyRelay}: each is given a connection to the endpoint whose turn it is.
 */
@Sharable
final class NettyStreams extends ChannelInboundHandlerAdapter {

  private final NettyRelay relay;
  private final List<InetSocketAddress> endpoints;
  private final AtomicInteger turn = new AtomicInteger();

  NettyStreams(NettyRelay relay, List<InetSocketAddress> endpoints) {
    this.relay = relay;
    this.endpoints = endpoints;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    Channel client = context.channel();
    InetSocketAddress endpoint =
        endpoints.get(Integer.remainderUnsigned(turn.getAndIncrement(), endpoints.size()));
    relay.stream(client, new Half(client))
        .connect(endpoint)
        .addListener(
            (ChannelFutureListener)
                dialed -> {
                  if (dialed.isSuccess()) {
                    client.pipeline().replace(this, "half", new Half(dialed.channel()));
                    client.read();
                    dialed.channel().read();
                  } else {
                    client.close();
                  }
                });
  }

  /** One side of a connection; what it reads goes to the other. */
  private static final class Half extends ChannelInboundHandlerAdapter {

    private final Channel other;

    Half(Channel other) {
      this.other = other;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      other
          .writeAndFlush(message)
          .addListener(
              written -> {
                if (written.isSuccess()) {
                  context.channel().read();
                } else {
                  context.channel().close();
                }
              });
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (other.isActive()) {
        other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}

package io.kubelette.benchmarks.api;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/**
 * A server that takes every request whole and answers it with as many bytes as the API answers the
 * creation of a pod with, and does nothing else: what the machine, its kernel, Netty and {@code
 * wrk} allow at most.
 */
public final class BareServer {

  private static final int THREADS = 2;
  private static final byte[] ANSWER =
      ("{\"text\":\"" + "a".repeat(880) + "\"}").getBytes(StandardCharsets.US_ASCII);

  private BareServer() {}

  /** Says where it listens, and serves until it is ended. */
  public static void main(String[] arguments) {
    MultiThreadIoEventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(THREADS, NioIoHandler.newFactory());
    var bound =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Connection())
            .bind("127.0.0.1", 0)
            .syncUninterruptibly();
    System.out.println("serving http:/" + bound.channel().localAddress() + "; nothing else");
  }

  private static final class Connection extends ChannelInitializer<SocketChannel> {

    @Override
    protected void initChannel(SocketChannel channel) {
      channel
          .pipeline()
          .addLast(new HttpServerCodec(), new HttpObjectAggregator(1 << 20), new Same());
    }
  }

  private static final class Same extends SimpleChannelInboundHandler<FullHttpRequest> {

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      DefaultFullHttpResponse answer =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.CREATED, Unpooled.wrappedBuffer(ANSWER));
      answer
          .headers()
          .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
          .setInt(HttpHeaderNames.CONTENT_LENGTH, ANSWER.length);
      context.writeAndFlush(answer);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable gone) {
      context.close();
    }
  }
}

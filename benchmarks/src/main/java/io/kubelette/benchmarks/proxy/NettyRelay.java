package io.kubelette.benchmarks.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;

/**
 * A relay as one writes it with Netty: both halves of a connection on one loop, a read for each
 * write that is done. It goes round its endpoints, and dials once. Takes the transport and
 * forwards, and runs until its input ends.
 */
final class NettyRelay {

  /** The largest that the proxies here are given. */
  static final int READ = 128 << 10;

  private static final int DATAGRAM = 64 << 10;
  private static final int RECEIVE_BUFFER = 4 << 20;

  /** The classes of a transport. */
  record Transport(
      IoHandlerFactory loops,
      Class<? extends ServerSocketChannel> listener,
      Class<? extends SocketChannel> stream,
      Class<? extends DatagramChannel> datagram) {

    static Transport of(String name) {
      return name.equals("epoll")
          ? new Transport(
              EpollIoHandler.newFactory(),
              EpollServerSocketChannel.class,
              EpollSocketChannel.class,
              EpollDatagramChannel.class)
          : new Transport(
              NioIoHandler.newFactory(),
              NioServerSocketChannel.class,
              NioSocketChannel.class,
              NioDatagramChannel.class);
    }
  }

  private final Transport transport;
  private final EventLoopGroup loops;

  private NettyRelay(Transport transport) {
    this.transport = transport;
    this.loops =
        new MultiThreadIoEventLoopGroup(
            Runtime.getRuntime().availableProcessors(), transport.loops());
  }

  public static void main(String[] arguments) throws IOException {
    NettyRelay relay = new NettyRelay(Transport.of(arguments[0]));
    Arrays.stream(arguments).skip(1).map(Forward::parse).forEach(relay::serve);
    // Until whoever started this is gone.
    System.in.read();
    relay.loops.shutdownGracefully();
  }

  private void serve(Forward forward) {
    if (forward.isDatagram()) {
      InetSocketAddress endpoint = forward.endpoints().get(0);
      datagrams(loops, new NettyDatagrams(this, endpoint))
          .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
          .bind(forward.listening())
          .syncUninterruptibly();
      return;
    }
    new ServerBootstrap()
        .group(loops)
        .channel(transport.listener())
        .option(ChannelOption.SO_BACKLOG, 1024)
        .childOption(ChannelOption.AUTO_READ, false)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ))
        .childHandler(new NettyStreams(this, forward.endpoints()))
        .bind(forward.listening())
        .syncUninterruptibly();
  }

  /** A connection to an endpoint, on the loop of the one that it is for. */
  Bootstrap stream(Channel origin, ChannelHandler handler) {
    return new Bootstrap()
        .group(origin.eventLoop())
        .channel(transport.stream())
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 1000)
        .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ))
        .handler(handler);
  }

  /** A socket for datagrams, on one of these loops. */
  Bootstrap datagrams(EventLoopGroup home, ChannelHandler handler) {
    return new Bootstrap()
        .group(home)
        .channel(transport.datagram())
        .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(DATAGRAM))
        .handler(handler);
  }
}

package io.kubelette.benchmarks.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/** The datagrams of a {@link NettyRelay}: a connected socket for each client, for ever. */
final class NettyDatagrams extends SimpleChannelInboundHandler<DatagramPacket> {

  private final NettyRelay relay;
  private final InetSocketAddress endpoint;
  private final Map<InetSocketAddress, Channel> flows = new HashMap<>();

  NettyDatagrams(NettyRelay relay, InetSocketAddress endpoint) {
    this.relay = relay;
    this.endpoint = endpoint;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
    InetSocketAddress client = packet.sender();
    Channel flow =
        flows.computeIfAbsent(
            client,
            any ->
                relay
                    .datagrams(
                        context.channel().eventLoop(), new Answers(context.channel(), client))
                    .connect(endpoint)
                    .channel());
    flow.writeAndFlush(packet.content().retain());
  }

  /** What the endpoint answers to one client. */
  private static final class Answers extends SimpleChannelInboundHandler<DatagramPacket> {

    private final Channel listener;
    private final InetSocketAddress client;

    Answers(Channel listener, InetSocketAddress client) {
      this.listener = listener;
      this.client = client;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      listener.writeAndFlush(new DatagramPacket(packet.content().retain(), client));
    }
  }
}

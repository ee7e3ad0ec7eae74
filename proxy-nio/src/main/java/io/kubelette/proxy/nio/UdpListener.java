package io.kubelette.proxy.nio;

import io.kubelette.service.Drain;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.CompletableFuture;

/** The socket of a UDP address; one loop serves it, with all flows of its clients. */
final class UdpListener implements Listener {

  private final InetSocketAddress address;
  private final ProxyLoop loop;
  private final UdpSocket socket;

  private UdpListener(InetSocketAddress address, ProxyLoop loop, UdpSocket socket) {
    this.address = address;
    this.loop = loop;
    this.socket = socket;
  }

  /**
   * Listens on the address.
   *
   * @throws IOException when it cannot be bound, for instance because another socket has it
   */
  static UdpListener open(InetSocketAddress wanted, PortEntry route, LoopGroup loops)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open(Channels.family(wanted));
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, route.port().udp().receiveBuffer());
      channel.bind(wanted);
    } catch (IOException failure) {
      Channels.closeQuietly(channel);
      throw failure;
    }
    ProxyLoop loop = loops.next();
    UdpSocket socket = new UdpSocket(loop, channel, route);
    loop.execute(socket::register);
    return new UdpListener((InetSocketAddress) channel.getLocalAddress(), loop, socket);
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public CompletableFuture<Void> backendsChanged(Drain drain) {
    return loop.call(() -> socket.backendsChanged(drain));
  }

  @Override
  public CompletableFuture<Void> close() {
    return loop.call(socket::abandon);
  }
}

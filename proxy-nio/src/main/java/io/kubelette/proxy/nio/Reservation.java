package io.kubelette.proxy.nio;

import io.kubelette.service.Protocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;

/**
 * An address that is kept while its service has no endpoint.
 *
 * <p>The socket is bound and does not listen, so the kernel refuses whoever connects, at once, and
 * gives the address to nobody else. Owned by: the control, under the proxy's lock.
 */
final class Reservation {

  private final NetworkChannel socket;
  private final InetSocketAddress address;

  private Reservation(NetworkChannel socket) throws IOException {
    this.socket = socket;
    this.address = (InetSocketAddress) socket.getLocalAddress();
  }

  /**
   * Takes the address.
   *
   * @throws IOException when it cannot be bound
   */
  static Reservation of(Protocol protocol, InetSocketAddress wanted) throws IOException {
    if (protocol == Protocol.UDP) {
      return new Reservation(deaf(wanted));
    }
    try {
      return new Reservation(bind(SocketChannel.open(Channels.family(wanted)), wanted));
    } catch (IOException taken) {
      // Connections that outlive their listener still hold the address, which only a socket that
      // allows its reuse may join.
      SocketChannel again = SocketChannel.open(Channels.family(wanted));
      again.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      return new Reservation(bind(again, wanted));
    }
  }

  InetSocketAddress address() {
    return address;
  }

  void release() {
    Channels.closeQuietly(socket);
  }

  /** A datagram socket that is connected to itself hears nobody else. */
  private static DatagramChannel deaf(InetSocketAddress wanted) throws IOException {
    DatagramChannel channel = bind(DatagramChannel.open(Channels.family(wanted)), wanted);
    try {
      return channel.connect(channel.getLocalAddress());
    } catch (IOException failure) {
      Channels.closeQuietly(channel);
      throw failure;
    }
  }

  private static <C extends NetworkChannel> C bind(C channel, InetSocketAddress address)
      throws IOException {
    try {
      channel.bind(address);
      return channel;
    } catch (IOException failure) {
      Channels.closeQuietly(channel);
      throw failure;
    }
  }
}

package io.kubelette.proxy.nio;

import io.kubelette.service.Drain;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The sockets of a UDP address: one for each loop where the kernel can spread clients over them,
 * else one for all. A client's datagrams all come to the same socket, and its flow is there.
 */
final class UdpListener implements Listener {

  /** How sockets for datagrams come to be. */
  private record Datagrams(InetSocketAddress wanted, int receiveBuffer)
      implements Siblings.Kind<DatagramChannel> {

    @Override
    public DatagramChannel open() throws IOException {
      return DatagramChannel.open(Channels.family(wanted));
    }

    @Override
    public void bind(DatagramChannel socket, InetSocketAddress address) throws IOException {
      socket.configureBlocking(false);
      socket.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
      socket.bind(address);
    }
  }

  private final InetSocketAddress address;
  private final List<UdpSocket> sockets;

  private UdpListener(InetSocketAddress address, List<UdpSocket> sockets) {
    this.address = address;
    this.sockets = sockets;
  }

  /**
   * Listens on the address.
   *
   * @throws IOException when it cannot be bound, for instance because another socket has it
   */
  static UdpListener open(
      InetSocketAddress wanted, PortEntry route, LoopGroup loops, NioProxyConfig config)
      throws IOException {
    Datagrams kind = new Datagrams(wanted, route.port().udp().receiveBuffer());
    List<DatagramChannel> channels = Siblings.bind(kind, wanted, config.acceptors());
    InetSocketAddress bound = (InetSocketAddress) channels.get(0).getLocalAddress();
    List<ProxyLoop> places = loops.spread(channels.size());
    FlowRoom room = new FlowRoom();
    List<UdpSocket> sockets = new ArrayList<>();
    for (int i = 0; i < channels.size(); i++) {
      sockets.add(new UdpSocket(places.get(i), channels.get(i), route, room));
    }
    sockets.forEach(room::join);
    sockets.forEach(socket -> socket.loop().execute(socket::register));
    return new UdpListener(bound, sockets);
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public CompletableFuture<Void> backendsChanged(Drain drain) {
    return onAll(socket -> () -> socket.backendsChanged(drain));
  }

  @Override
  public CompletableFuture<Void> close() {
    return onAll(socket -> socket::abandon);
  }

  private CompletableFuture<Void> onAll(Function<UdpSocket, Runnable> task) {
    return ServedEntrance.all(
        sockets.stream().map(socket -> socket.loop().call(task.apply(socket))).toList());
  }
}

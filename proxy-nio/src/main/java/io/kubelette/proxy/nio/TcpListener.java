package io.kubelette.proxy.nio;

import io.kubelette.service.Drain;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The listening sockets of one address: one for each loop where the kernel can spread connections
 * over them, else one for all.
 */
final class TcpListener implements Listener {

  /** How listening sockets come to be. */
  private record Listeners(InetSocketAddress wanted, int backlog)
      implements Siblings.Kind<ServerSocketChannel> {

    @Override
    public ServerSocketChannel open() throws IOException {
      return ServerSocketChannel.open(Channels.family(wanted));
    }

    @Override
    public void bind(ServerSocketChannel socket, InetSocketAddress address) throws IOException {
      socket.configureBlocking(false);
      socket.bind(address, backlog);
    }
  }

  private record Placed(ProxyLoop loop, TcpAcceptor acceptor) {}

  private final InetSocketAddress address;
  private final List<Placed> acceptors;

  private TcpListener(InetSocketAddress address, List<Placed> acceptors) {
    this.address = address;
    this.acceptors = acceptors;
  }

  /**
   * Listens on the address.
   *
   * @throws IOException when it cannot be bound, for instance because another socket has it
   */
  static TcpListener open(
      InetSocketAddress wanted, PortEntry route, LoopGroup loops, NioProxyConfig config)
      throws IOException {
    Listeners kind = new Listeners(wanted, config.tcp().backlog());
    List<ServerSocketChannel> sockets = Siblings.bind(kind, wanted, config.acceptors());
    InetSocketAddress bound = (InetSocketAddress) sockets.get(0).getLocalAddress();
    TcpListener listener = new TcpListener(bound, place(sockets, route, loops));
    listener.acceptors.forEach(one -> one.loop.execute(one.acceptor::register));
    return listener;
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public CompletableFuture<Void> backendsChanged(Drain drain) {
    // Each connection asks for the endpoints itself, and established ones are attached to their
    // endpoint.
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Void> close() {
    return ServedEntrance.all(
        acceptors.stream().map(one -> one.loop.call(one.acceptor::abandon)).toList());
  }

  private static List<Placed> place(
      List<ServerSocketChannel> sockets, PortEntry route, LoopGroup loops) {
    List<ProxyLoop> places = loops.spread(sockets.size());
    List<Placed> placed = new ArrayList<>();
    for (int i = 0; i < sockets.size(); i++) {
      ProxyLoop loop = places.get(i);
      Supplier<ProxyLoop> serving = sockets.size() == 1 ? loops::next : () -> loop;
      placed.add(new Placed(loop, new TcpAcceptor(loop, sockets.get(i), route, serving)));
    }
    return placed;
  }
}

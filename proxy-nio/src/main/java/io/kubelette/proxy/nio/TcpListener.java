package io.kubelette.proxy.nio;

import io.kubelette.service.Drain;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listening sockets of one address: one for each loop where the kernel can spread connections
 * over them, else one for all.
 */
final class TcpListener implements Listener {

  private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);

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
    int backlog = config.tcp().backlog();
    // The first bind is exclusive: had it SO_REUSEPORT, another process that has it too would
    // share the address with us in silence.
    ServerSocketChannel first =
        bind(ServerSocketChannel.open(Channels.family(wanted)), wanted, backlog);
    InetSocketAddress bound = (InetSocketAddress) first.getLocalAddress();
    List<ServerSocketChannel> sockets = new ArrayList<>(List.of(first));
    if (config.accepting() == NioProxyConfig.Accepting.PER_LOOP) {
      addSiblings(sockets, bound, loops.all().size(), backlog);
    }
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
    return CompletableFuture.allOf(
        acceptors.stream()
            .map(one -> one.loop.call(one.acceptor::abandon))
            .toArray(CompletableFuture<?>[]::new));
  }

  private static List<Placed> place(
      List<ServerSocketChannel> sockets, PortEntry route, LoopGroup loops) {
    List<Placed> placed = new ArrayList<>();
    if (sockets.size() < loops.all().size()) {
      ProxyLoop loop = loops.next();
      placed.add(new Placed(loop, new TcpAcceptor(loop, sockets.get(0), route, loops::next)));
      return placed;
    }
    for (int i = 0; i < sockets.size(); i++) {
      ProxyLoop loop = loops.all().get(i);
      placed.add(new Placed(loop, new TcpAcceptor(loop, sockets.get(i), route, () -> loop)));
    }
    return placed;
  }

  private static void addSiblings(
      List<ServerSocketChannel> sockets, InetSocketAddress address, int count, int backlog) {
    ServerSocketChannel first = sockets.get(0);
    if (count == 1 || !first.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
      return;
    }
    try {
      first.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      while (sockets.size() < count) {
        ServerSocketChannel sibling = ServerSocketChannel.open(Channels.family(address));
        sockets.add(sibling);
        sibling.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        bind(sibling, address, backlog);
      }
    } catch (IOException unsupported) {
      LOG.debug("address={} is accepted by one loop for all: {}", address, unsupported.toString());
      List<ServerSocketChannel> siblings = sockets.subList(1, sockets.size());
      siblings.forEach(Channels::closeQuietly);
      siblings.clear();
    }
  }

  private static ServerSocketChannel bind(
      ServerSocketChannel socket, InetSocketAddress address, int backlog) throws IOException {
    try {
      socket.configureBlocking(false);
      return socket.bind(address, backlog);
    } catch (IOException failure) {
      Channels.closeQuietly(socket);
      throw failure;
    }
  }
}

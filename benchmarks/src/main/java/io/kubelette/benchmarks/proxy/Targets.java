package io.kubelette.benchmarks.proxy;

import io.kubelette.benchmarks.proxy.Forward.Door;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands behind the proxies: the load server at two addresses, two that refuse, and one that
 * never answers, since its queue of connections is full and nobody takes any.
 *
 * @param streams where the server speaks TCP
 * @param datagrams where it speaks UDP
 * @param refusing two places where nobody listens
 * @param silent where connections hang
 * @param held sockets that keep these two as they are, open for as long as this runs
 * @param ports where proxies may listen
 */
record Targets(
    List<InetSocketAddress> streams,
    InetSocketAddress datagrams,
    List<InetSocketAddress> refusing,
    InetSocketAddress silent,
    List<Channel> held,
    Ports ports) {

  /** Chooses the addresses, and starts the server. */
  static Targets start() throws IOException {
    List<Channel> held = new ArrayList<>();
    Ports ports = new Ports();
    int port = ports.next();
    Targets targets =
        new Targets(
            List.of(at("127.0.0.1", port), at("127.0.0.2", port)),
            at("127.0.0.1", ports.next()),
            List.of(reserve(held), reserve(held)),
            fill(held),
            held,
            ports);
    LoadServer.start(targets);
    return targets;
  }

  /** What a proxy is told to do, on ports that nobody else has. */
  List<Forward> forwards() throws IOException {
    InetSocketAddress one = streams.get(0);
    InetSocketAddress two = streams.get(1);
    return List.of(
        new Forward(Door.STREAM, ports.next(), List.of(one)),
        new Forward(Door.DATAGRAM, ports.next(), List.of(datagrams)),
        new Forward(Door.ONE_REFUSES, ports.next(), List.of(one, refusing.get(0), two)),
        new Forward(Door.ONE_SILENT, ports.next(), List.of(one, silent, two)),
        new Forward(Door.ONE_REFUSES_BEFORE, ports.next(), List.of(one, refusing.get(1), two)));
  }

  /** Bound and not listening: refused by the kernel, and nobody else's. */
  private static InetSocketAddress reserve(List<Channel> held) throws IOException {
    SocketChannel socket = SocketChannel.open().bind(at("127.0.0.1", 0));
    held.add(socket);
    return (InetSocketAddress) socket.getLocalAddress();
  }

  private static InetSocketAddress fill(List<Channel> held) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open().bind(at("127.0.0.1", 0), 1);
    held.add(listener);
    InetSocketAddress address = (InetSocketAddress) listener.getLocalAddress();
    for (int i = 0; i < 4; i++) {
      SocketChannel waiting = SocketChannel.open();
      waiting.configureBlocking(false);
      waiting.connect(address);
      held.add(waiting);
    }
    return address;
  }

  private static InetSocketAddress at(String host, int port) {
    return new InetSocketAddress(host, port);
  }
}

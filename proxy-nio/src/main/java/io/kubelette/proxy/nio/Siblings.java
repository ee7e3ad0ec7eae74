package io.kubelette.proxy.nio;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sockets that share an address, so that the kernel spreads over them what comes, and each loop has
 * one of its own.
 */
final class Siblings {

  private static final Logger LOG = LoggerFactory.getLogger(Siblings.class);

  private Siblings() {}

  /** How sockets of a kind come to be. */
  interface Kind<C extends NetworkChannel> {

    /** A socket without an address. */
    C open() throws IOException;

    /** Makes it ready, and gives it its address. */
    void bind(C socket, InetSocketAddress address) throws IOException;
  }

  /**
   * One socket, or as many as are wanted where the kernel spreads over them.
   *
   * <p>The first bind is exclusive: had it {@code SO_REUSEPORT}, another process that has it too
   * would share the address with us in silence.
   *
   * @throws IOException when the address cannot be bound, for instance because another socket has
   *     it
   */
  static <C extends NetworkChannel> List<C> bind(Kind<C> kind, InetSocketAddress wanted, int count)
      throws IOException {
    C first = kind.open();
    try {
      kind.bind(first, wanted);
    } catch (IOException taken) {
      Channels.closeQuietly(first);
      throw taken;
    }
    List<C> sockets = new ArrayList<>(List.of(first));
    if (count == 1 || !first.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
      return sockets;
    }
    InetSocketAddress address = (InetSocketAddress) first.getLocalAddress();
    try {
      first.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      while (sockets.size() < count) {
        C sibling = kind.open();
        sockets.add(sibling);
        sibling.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        kind.bind(sibling, address);
      }
    } catch (IOException unsupported) {
      LOG.debug("address={} is served by one loop for all: {}", address, unsupported.toString());
      List<C> siblings = sockets.subList(1, sockets.size());
      siblings.forEach(Channels::closeQuietly);
      siblings.clear();
      first.setOption(StandardSocketOptions.SO_REUSEPORT, false);
    }
    return sockets;
  }
}
